# What the deployment scripts share; read in with a dot, not run. They set $me, the name that their messages begin with.
# shellcheck shell=sh

say() { printf '%s: %s\n' "$me" "$1"; }

# fail CODE MESSAGE
fail() {
    printf '%s: %s\n' "$me" "$2" >&2
    exit "$1"
}

# The comment at the head of the script.
usage() { sed -n '2,/^set -eu$/ { /^set -eu$/d; s/^# \{0,1\}//; p; }' "$0"; }

# require_terraform APPROVED: that it can lock in S3, and can ask unless all is approved.
require_terraform() {
    command -v terraform >/dev/null 2>&1 || fail 2 "there is no terraform on the PATH: install Terraform 1.10 or newer"
    version=$(CHECKPOINT_DISABLE=1 terraform version 2>/dev/null | sed -n '1s/^Terraform v//p')
    case $version in
        0.* | 1.[0-9].* | '') fail 2 "terraform is version ${version:-unknown}: lock files in S3 need 1.10 or newer" ;;
    esac
    [ -n "$1" ] || [ -t 0 ] || fail 2 "there is no terminal to ask on: use --yes to apply without asking"
    # As the CDKTF command does: one copy of the provider for all stacks.
    TF_PLUGIN_CACHE_DIR=${TF_PLUGIN_CACHE_DIR:-$HOME/.terraform.d/plugin-cache}
    export TF_PLUGIN_CACHE_DIR
    mkdir -p "$TF_PLUGIN_CACHE_DIR"
}

# account_of FILE, backend_bucket_of FILE: of a synthesized stack, of which CDKTF writes one value a line.
account_of() { sed -n '/"allowed_account_ids": \[/ { n; s/[^0-9]//g; p; }' "$1" | head -n 1; }
backend_bucket_of() { sed -n '/^    "backend": {/,/^    }/ s/^ *"bucket": "\(.*\)",*$/\1/p' "$1"; }

# in_order DIRECTORY: the stacks that were synthesized there, in the order of deployment, without those that bootstrap.sh
# deploys.
in_order() { sed -n 's/^      "name": "\(.*\)",$/\1/p' "$1/manifest.json" | grep -v 'StateBackendStack$'; }

# value STACK NAME: of a member of the providers; CDKTF writes one member a line. In $stacks, like the next.
value() { sed -n "s/^ *\"$2\": \"\(.*\)\",\{0,1\}\$/\1/p" "$stacks/$1/cdk.tf.json" | head -n 1; }

# Of a stack's default provider, which is the first.
region_of() {
    sed -n '/^  "provider": {/,/^  }/ s/^        "region": "\(.*\)",*$/\1/p' "$stacks/$1/cdk.tf.json" | head -n 1
}

# require_account FILE: that a synthesized stack can be deployed at all.
require_account() {
    [ "$(account_of "$1")" != 000000000000 ] ||
        fail 2 "accountId in cdktf.json is the placeholder 000000000000: set it to the account to deploy to"
}

# How Terraform says that there is no network.
dark='no such host|connection refused|i/o timeout|dial tcp|network is unreachable|TLS handshake|deadline exceeded'

# pin DIRECTORY: prints the option of init that takes the provider that stacks/lock pinned, if it did, and no other.
pin() {
    [ -s "$home/stacks/terraform.lock.hcl" ] || return 0
    cp "$home/stacks/terraform.lock.hcl" "$1/.terraform.lock.hcl"
    echo -lockfile=readonly
}

# digest: of what is read, in hexadecimal digits.
digest() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# lock_stacks, unlock_stacks: one run at a time has cdktf.out, as long as any Terraform that it has started. The lock is on
# the directory itself, so that nothing is left of it.
lock_stacks() {
    [ -z "${stacks_locked:-}" ] || return 0
    mkdir -p "$home/cdktf.out" || fail 2 "the directory $home/cdktf.out cannot be made"
    command -v flock >/dev/null 2>&1 || return 0
    exec 6<"$home/cdktf.out"
    flock -n 6 || fail 2 "another run is at work in $home/cdktf.out: wait for its end"
    stacks_locked=yes
}
unlock_stacks() {
    [ -z "${stacks_locked:-}" ] || exec 6<&-
    stacks_locked=
}

# All stacks, as cdktf.json has them, to cdktf.out.
synthesize_stacks() {
    lock_stacks
    say "synthesizing the stacks"
    unset CDKTF_OUTDIR DRLAB_CONFIG # by which they would go elsewhere, or come from there
    "$home/stacks/synth" || fail 2 "the stacks could not be synthesized: the reason is above"
}

# other_state DIRECTORY: prints why the state that the configuration names may not be that of what is deployed: there is
# another one where stateBackend had it before. Nothing where there is none.
other_state() {
    of=${1##*/}
    on_disk=$home/state/$of.tfstate # where stateBackend local has it
    bucket=$(backend_bucket_of "$1/cdk.tf.json")
    earlier=$home/cdktf.out/stacks/$of/.terraform/terraform.tfstate # what init wrote down
    if [ -n "$bucket" ]; then
        ! grep -q '"mode": "managed"' "$on_disk" 2>/dev/null ||
            echo "stateBackend in cdktf.json is s3, and a state on disk, $on_disk, holds resources too: with the state in \
$bucket they would be made a second time, or stay. Set stateBackend back to local; or move that state into the bucket (in \
$1: terraform state push $on_disk); or, if it is of another deployment, move the file away"
    elif grep -q '"backend": "local"' "$1/cdk.tf.json" && [ ! -s "$on_disk" ] &&
        grep -q '"type": "s3"' "$earlier" 2>/dev/null; then
        bucket=$(sed -n 's/^ *"bucket": "\(.*\)",*$/\1/p' "$earlier" | head -n 1)
        echo "stateBackend in cdktf.json is local and there is no state on disk, but the last run had it in the bucket \
$bucket: all that it holds would be made a second time, or stay. Set stateBackend back to s3; or take the state from there; \
or, if that deployment is gone, delete ${earlier%/*}"
    fi
}

# initialize DIRECTORY LOG: a synthesized stack, with its backend and the pinned provider.
initialize() {
    another=$(other_state "$1")
    if [ -n "$another" ]; then
        echo "Error: $another" >"$2"
        return 1
    fi
    # shellcheck disable=SC2046 # no argument when there is no lock file
    (cd "$1" && exec terraform init -input=false -no-color -reconfigure $(pin "$1")) >"$2" 2>&1
}

# reason LOG STACK-FILE: one line for what Terraform wrote at length, with the remedy.
reason() {
    bad='InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClient|ExpiredToken|AuthFailure'
    absent='no valid credential sources|failed to refresh cached credentials|failed to get shared config profile'
    code=$(grep -oE "$bad" "$1" | head -n 1)
    if [ -n "$code" ]; then
        echo "AWS refuses the credentials ($code): renew them, or choose others with AWS_PROFILE"
    elif grep -qiE "$absent" "$1"; then
        echo "there are no usable AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    elif grep -q 'account ID not allowed' "$1"; then
        found=$(sed -n 's/.*account ID not allowed: \([0-9]*\).*/\1/p' "$1" | head -n 1)
        echo "the credentials are of account $found, accountId in cdktf.json is $(account_of "$2"): change one of them"
    elif grep -q 'Error acquiring the state lock' "$1"; then
        echo "the state is locked: wait for the other run; if it is dead, terraform force-unlock with the ID in the log"
    elif grep -qE "$dark" "$1"; then
        remote=AWS
        ! grep -q 'could not connect to registry' "$1" || remote='the registry of Terraform'
        echo "$remote cannot be reached: check the network, and HTTPS_PROXY if there is a proxy"
    elif grep -qE 'NoSuchBucket|S3 bucket .* does not exist' "$1"; then
        echo "the bucket of its state does not exist: run state-backend/bootstrap.sh first"
    elif grep -qE 'AccessDenied|Forbidden|StatusCode: 403' "$1"; then
        echo "AWS denies access to $(backend_bucket_of "$2"): no rights on it, or it is another account's"
    else
        sed -n 's/^[^A-Za-z]*Error: //p' "$1" | head -n 1
    fi
}
