import { dotfileCases } from "./dotfileCases.ts";
import { groundTests } from "./hostile.ts";

/* As one user, on this machine; users.machine.test.ts runs the same as two users and root. */
groundTests(dotfileCases);
