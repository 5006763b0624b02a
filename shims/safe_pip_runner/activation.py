"""`bin/activate` for sh, bash and zsh; the environment's own directory need not be on PATH to be used."""
import os

from .state import write


def write_activation(slot, venv):
    """What the distribution's own venv module would write; absent where the module is (python3-minimal)."""
    try:
        import shlex

        quoted = shlex.quote(os.path.join(slot, "venv"))
    except ImportError:
        return
    write(
        os.path.join(venv, "bin", "activate"),
        """# source this file from sh, bash or zsh: python and pip are this environment's until `deactivate`
deactivate() {
    if [ -n "${_SAFE_PIP_PATH+x}" ]; then PATH=$_SAFE_PIP_PATH; export PATH; unset _SAFE_PIP_PATH; fi
    if [ -n "${_SAFE_PIP_PS1+x}" ]; then PS1=$_SAFE_PIP_PS1; unset _SAFE_PIP_PS1; fi
    unset VIRTUAL_ENV VIRTUAL_ENV_PROMPT
    hash -r 2> /dev/null
    if [ "${1-}" != nondestructive ]; then unset -f deactivate; fi
}
deactivate nondestructive
VIRTUAL_ENV=%s
VIRTUAL_ENV_PROMPT='(.venv) '
export VIRTUAL_ENV VIRTUAL_ENV_PROMPT
_SAFE_PIP_PATH=$PATH
PATH=$VIRTUAL_ENV/bin:$PATH
export PATH
if [ -z "${VIRTUAL_ENV_DISABLE_PROMPT-}" ]; then _SAFE_PIP_PS1=${PS1-}; PS1="(.venv) ${PS1-}"; fi
hash -r 2> /dev/null
"""
        % quoted,
    )
