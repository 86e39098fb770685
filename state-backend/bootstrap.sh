#!/bin/sh
# First deployment of the stacks whose buckets hold the Terraform state, their own included: each is applied with its
# state on disk, which is then moved into its bucket. May be run again at any time: it goes on where it stopped, and
# once all is done it only applies what has changed.
#
#   state-backend/bootstrap.sh [--yes] [STACK...]
#
#   --yes   apply without asking
#   STACK   default: PrimaryStateBackendStack SecondaryStateBackendStack
#
# Needs Terraform 1.10 or newer, credentials for AWS, and what stacks/synth needs.
#
# Environment:
#   DRLAB_SYNTH  directory of stacks that are synthesized already; default: synthesizes to cdktf.out
#   DRLAB_STATE  directory of the state until it is moved, of its copy afterwards, and of logs; default: state/bootstrap
#   and what Terraform and its AWS provider read: AWS_PROFILE, TF_CLI_CONFIG_FILE, TF_PLUGIN_CACHE_DIR, ...
#
# Exit code: 0 the state is in the buckets; 1 Terraform failed, or its plan was not approved; 2 could not run:
# arguments, configuration, prerequisites, credentials or network.
set -eu
umask 077 # state may hold passwords

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
states=${DRLAB_STATE:-$home/state/bootstrap}
me=bootstrap
# shellcheck source=state-backend/lib.sh
. "$home/state-backend/lib.sh"

# content FILE: a state without what every place that holds it gives it anew.
content() { grep -v '^  "\(lineage\|serial\)": ' "$1"; }

# Whether disk and bucket hold the same state.
is_same() { [ "$(content "$local_state")" = "$(content "$pulled")" ]; }

# holds_bucket FILE: whether this very bucket is in a state.
holds_bucket() { grep -q "\"arn:aws[a-z-]*:s3:::$bucket\"" "$1"; }

put_aside() {
    mv -f "$local_state" "$local_state.moved"
    rm -f "$begun"
}

synthesize() {
    if [ -n "${DRLAB_SYNTH:-}" ]; then
        synth=$(CDPATH='' cd -- "$DRLAB_SYNTH" 2>/dev/null && pwd -P) ||
            fail 2 "DRLAB_SYNTH is $DRLAB_SYNTH, which is no directory"
        return
    fi
    synthesize_stacks
    synth=$home/cdktf.out
}

# One run at a time. The lock lasts as long as any Terraform that this run has started.
lock() {
    mkdir -p "$states" || fail 2 "the directory $states cannot be made"
    states=$(CDPATH='' cd -- "$states" && pwd -P)
    work=$states/work
    mkdir -p "$work"
    command -v flock >/dev/null 2>&1 || return 0
    exec 9>>"$states/lock"
    flock -n 9 || fail 2 "another run is at work in $states: wait for its end"
}

# Leaves $stack and its files, and a copy of the stack to work in: cdktf.out stays as it is.
take() {
    stack=$1
    [ -f "$synth/stacks/$stack/cdk.tf.json" ] || fail 2 "$stack is no stack in $synth/stacks"
    cp "$synth/stacks/$stack/cdk.tf.json" "$work/cdk.tf.json"
    require_account "$work/cdk.tf.json"
    grep -q '"use_lockfile": true' "$work/cdk.tf.json" ||
        fail 2 "$stack keeps no state in S3: stateBackend in cdktf.json must be s3"
    bucket=$(backend_bucket_of "$work/cdk.tf.json")
    account=$(account_of "$work/cdk.tf.json")
    local_state=$states/$stack.tfstate
    pulled=$states/$stack.pulled.tfstate
    begun=$states/$stack.begun
    log=$states/$stack.log
    : >"$log"
}

# run ARGUMENT...: Terraform in the working copy; its output to $output, and to the log with that of the others.
run() {
    code=0
    (cd "$work" && exec terraform "$@") >"$output" 2>&1 || code=$?
    cat "$output" >>"$log"
    return $code
}

# What went wrong in the last run, and where all of it is.
why() { printf '%s (all of it: %s)' "$(reason "$output" "$work/cdk.tf.json")" "$log"; }

# Reads the state in the bucket, into $pulled. Leaves $found: no-bucket, nothing or state.
read_bucket() {
    rm -f "$override" "$adoption" "$pulled"
    # shellcheck disable=SC2046 # no argument when there is no lock file
    if ! run init -input=false -no-color -reconfigure $(pin "$work") "-backend-config=allowed_account_ids=[\"$account\"]"; then
        if grep -qE 'NoSuchBucket|S3 bucket .* does not exist' "$output"; then
            found=no-bucket
            return
        fi
        fail 2 "$stack: $(why)"
    fi
    (cd "$work" && exec terraform state pull) >"$pulled" 2>"$output" ||
        fail 2 "$stack: its state in $bucket cannot be read: $(why)"
    # Where there is no state Terraform gives back an empty one without a lineage.
    if grep -q '^  "lineage": "..*"' "$pulled"; then found=state; else found=nothing; fi
}

apply() {
    # shellcheck disable=SC2086 # no argument when empty
    (cd "$work" && exec terraform apply $approve $colour) ||
        fail 1 "$stack: not applied, the reason is above. What was made is in $1; run this again"
}

# Takes over a bucket that a run which began without one made, but was killed before Terraform had written that down.
adopt() {
    if [ -s "$local_state" ] && holds_bucket "$local_state"; then return; fi
    name=$(sed -n '/^    "aws_s3_bucket": {/ { n; s/^ *"\(.*\)": {$/\1/p; }' "$work/cdk.tf.json")
    printf '{"import":[{"to":"aws_s3_bucket.%s","id":"%s"}]}\n' "$name" "$bucket" >"$adoption"
}

# An override file's backend replaces the synthesized one.
apply_with_state_on_disk() {
    say "$stack: applying, with its state in $local_state"
    if [ "$found" = no-bucket ]; then : >"$begun"; fi
    if [ "$found" = nothing ] && [ -e "$begun" ]; then adopt; fi
    printf '{"terraform":{"backend":{"local":{"path":"%s"}}}}\n' "$local_state" >"$override"
    # shellcheck disable=SC2046 # no argument when there is no lock file
    run init -input=false -no-color -reconfigure $(pin "$work") || fail 2 "$stack: $(why)"
    apply "$local_state"
}

# The state on disk is put aside only after the bucket has given it back. A new key's alias may take some seconds.
move_state() {
    say "$stack: moving its state into $bucket"
    read_bucket
    [ "$found" != no-bucket ] || fail 1 "$stack: applied, but there is no bucket $bucket; the state is in $local_state"
    tries=0
    until run state push "$local_state"; do
        tries=$((tries + 1))
        [ $tries -lt 5 ] || fail 1 "$stack: $(why); the state is still in $local_state"
        sleep 5
    done
    read_bucket
    if [ "$found" != state ] || ! is_same; then
        fail 1 "$stack: $bucket gives back another state than $local_state, which is kept; compare it with $pulled"
    fi
    put_aside
}

deploy() {
    take "$1"
    read_bucket
    if [ -s "$local_state" ] && [ "$found" = state ]; then
        # An earlier run ended between the move and putting the file aside; the bucket's may have changed since.
        is_same || { holds_bucket "$local_state" && holds_bucket "$pulled"; } ||
            fail 1 "$stack: $local_state and $bucket hold states of different deployments: move the wrong one away"
        put_aside
    fi
    if [ "$found" = state ]; then
        say "$stack: its state is in $bucket; applying what has changed"
        apply "$bucket"
    elif [ -s "$local_state" ] || [ "$found" = no-bucket ] || [ -e "$begun" ]; then
        apply_with_state_on_disk
        move_state
    else
        fail 1 "$stack: $bucket exists without a state: was a run on another machine interrupted? Then copy its \
$stack.tfstate to $states and run this again; else delete the bucket"
    fi
    rm -f "$pulled"
    say "$stack: done, its state is in $bucket"
}

approve=
case ${1:-} in
    --yes) approve=-auto-approve && shift ;;
    -h | --help) usage && exit 0 ;;
esac
for name in "$@"; do
    case $name in -*) fail 2 "unknown option $name: see --help" ;; esac
done
[ $# -gt 0 ] || set -- PrimaryStateBackendStack SecondaryStateBackendStack

colour=
[ -t 1 ] || colour=-no-color
require_terraform "$approve"
synthesize
lock
override=$work/backend_override.tf.json
adoption=$work/adoption.tf.json
output=$work/output
for name in "$@"; do deploy "$name"; done
rm -rf "$work"
