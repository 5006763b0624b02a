# shellcheck shell=bash disable=SC2154
# What every machine gets from the one it runs on, so that it reaches the same archive and registries:
# apt's sources, certificates, proxies, npm's and pip's settings. Sourced by fresh-machine.

# "URI RELEASE" of each archive that apt has here. The answer takes 0.3 s, so it is kept.
archives() {
  local kept
  kept=$cache/sources.$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null | sha256sum | cut -c1-12)
  if [ -s "$kept" ]; then cat "$kept" && return; fi
  mkdir -p "$cache"
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 2> /dev/null | sort -u > "$kept.$$"
  mv "$kept.$$" "$kept"
  cat "$kept"
}
archive_of_this_machine() { archives | awk '$2 !~ /-/ { sub("/$", "", $1); print $1; exit }'; }
security_of_this_machine() { archives | awk '$2 ~ /-security$/ { sub("/$", "", $1); print $1; exit }'; }

# write_settings DIR: all of it, as files.
write_settings() {
  local certificate
  mkdir -p "$1/ca"
  cp -L /etc/resolv.conf "$1/resolv.conf" 2> /dev/null || : > "$1/resolv.conf"
  write_sources > "$1/debian.sources"
  apt-config dump | grep -E '^Acquire::(https?|Check-|Retries|Proxy)' > "$1/apt.conf" || :
  if ls /etc/apt/auth.conf.d/* > /dev/null 2>&1; then cp -a /etc/apt/auth.conf.d "$1/"; fi
  for certificate in /usr/local/share/ca-certificates/*.crt; do
    [ ! -f "$certificate" ] || cp "$certificate" "$1/ca/"
  done
  [ ! -f /etc/ssl/certs/ca-certificates.crt ] || cp /etc/ssl/certs/ca-certificates.crt "$1/bundle.crt"
  npm_settings > "$1/npmrc"
  pip_settings > "$1/pip.conf"
  environment_settings > "$1/env"
}

write_sources() {
  local suites="$release $release-updates" security
  [ "$release" != sid ] || suites=sid
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\n' "$(archive_of_this_machine)" "$suites"
  printf 'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n'
  security=$(security_of_this_machine)
  if [ -z "$security" ] || [ "$release" = sid ]; then return; fi
  printf '\nTypes: deb\nURIs: %s\nSuites: %s-security\nComponents: main\n' "$security" "$release"
  printf 'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n'
}

# Only how a registry is reached; a setting that names a folder of this machine stays here.
npm_settings() {
  local file key='registry|cafile|ca|ca\[\]|strict-ssl|(https?-)?proxy|noproxy|@[^:]+:registry|//[^=]+'
  for file in /usr/etc/npmrc /etc/npmrc /usr/local/etc/npmrc "${NPM_CONFIG_USERCONFIG:-$HOME/.npmrc}"; do
    [ ! -f "$file" ] || grep -E "^[[:space:]]*($key)[[:space:]]*=" "$file" || :
  done | awk '!seen[$0]++'
}
pip_settings() {
  local file
  for file in /etc/xdg/pip/pip.conf /etc/pip.conf "$HOME/.pip/pip.conf" "$HOME/.config/pip/pip.conf" "${PIP_CONFIG_FILE:-}"; do
    [ -z "$file" ] || [ ! -f "$file" ] || awk '
      /^\[/ { section = $0; next }
      /^[ \t]*(cert|proxy|timeout|retries|trusted-host|index-url|extra-index-url|no-index)[ \t]*[=:]/ {
        if ($0 ~ /file:|=[ \t]*\/opt/) next
        if (section != shown) { print section; shown = section }
        print }' "$file"
  done
}
environment_settings() {
  local setting
  while IFS= read -r -d '' setting; do
    case ${setting%%=*} in
      [hH][tT][tT][pP]_[pP][rR][oO][xX][yY] | [hH][tT][tT][pP][sS]_[pP][rR][oO][xX][yY] | \
        no_proxy | all_proxy | NO_PROXY | ALL_PROXY | \
        SSL_CERT_FILE | SSL_CERT_DIR | CURL_CA_BUNDLE | REQUESTS_CA_BUNDLE | NODE_EXTRA_CA_CERTS | \
        PIP_CERT | PIP_PROXY | PIP_TRUSTED_HOST | PIP_DEFAULT_TIMEOUT | PIP_RETRIES | \
        npm_config_registry | npm_config_cafile | npm_config_*proxy | \
        NPM_CONFIG_REGISTRY | NPM_CONFIG_CAFILE | NPM_CONFIG_*PROXY) printf '%s\0' "$setting" ;;
      PIP_INDEX_URL | PIP_EXTRA_INDEX_URL)
        case ${setting#*=} in *file:* | /*) ;; *) printf '%s\0' "$setting" ;; esac ;;
    esac
  done < <(env -0)
}
