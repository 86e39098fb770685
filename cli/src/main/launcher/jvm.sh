# shellcheck shell=sh
# What the launcher of a checkout and that of an installed drlab share: finding a JVM, and its class-data archive.
# Sourced. Expects $home, the place of drlab; $state, a directory for what is kept between starts, or nothing; and, once a
# class-data archive is asked for, $class_path.

main_class=dev.drlab.cli.Main

# What every JVM of drlab's own gets. Its warnings go to the error output: the standard output is the command's result.
# A rehearsal lasts a minute: the optimizing compiler would take more from the machine's processors than it gives back.
jvm_options='-Xlog:disable -Xlog:all=warning:stderr -XX:+DisplayVMOutputToStderr -Xshare:auto -XX:TieredStopAtLevel=1
    -XX:+UseSerialGC'

fail() {
    printf 'drlab: %s\n' "$1" >&2
    exit 2
}

find_java() {
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
        [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it; set it to a $kit 17 or newer"
    else
        java=$(command -v java) ||
            fail "no java found; install a $kit 17 or newer (Debian: apt-get install $package) or set JAVA_HOME"
    fi
}

# Leaves $jvm, the build that a class-data archive fits. The JVM is started as the command will be: after exec, one that does
# not start could not be told from a missed target. That takes as long as a short command, so what was found is remembered
# for as long as the program, what it is given and the limit of its memory stay. A debugger would stop both.
check_java() {
    given=${DRLAB_JAVA_OPTS:-}
    case $given in
        *jdwp*) given= ;;
    esac
    asked="$(ls -ldiL -- "$java" 2>/dev/null) $(ulimit -v) $jvm_options
$given|${JDK_JAVA_OPTIONS:-}|${JAVA_TOOL_OPTIONS:-}|${_JAVA_OPTIONS:-}|"
    if [ -n "$state" ] && [ -r "$state/jvm" ]; then
        remembered=$(cat "$state/jvm")
        jvm=${remembered#"$asked"}
        [ "$jvm" = "$remembered" ] || return 0
    fi
    try_java
    if [ -n "$state" ] && [ -w "$state" ]; then
        printf '%s' "$asked$jvm" >"$state/jvm.$$" && mv "$state/jvm.$$" "$state/jvm"
    fi
}

try_java() {
    # shellcheck disable=SC2086 # the options are split on purpose
    if version=$("$java" $jvm_options $given -version 2>&1); then
        check_version
        jvm=$(printf '%s\n' "$version" | sed -n 's/^\(.*(build [^,)]*\).*/\1/p')
        return
    fi
    said=$(why "$version")
    version=$("$java" -version 2>&1) || fail "$java does not start: $(why "$version")"
    check_version
    fail "the JVM $java does not start with DRLAB_JAVA_OPTS=$given: $said"
}

# The JVM announces the options that it takes from the environment before it says anything else.
why() {
    printf '%s\n' "$1" | grep -v '^Picked up ' | head -n 2 | tr '\n' ' ' | sed 's/ $//'
}

check_version() {
    major=$(printf '%s\n' "$version" | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
    if [ -z "$major" ] || [ "$major" -lt 17 ]; then
        fail "$java is version ${major:-unknown}; drlab needs a $kit 17 or newer: install one or set JAVA_HOME to it"
    fi
}

# True when the class-data archive $1 was made for this JVM and these jars in this place. In another place, or for jars that
# were written since, the JVM would ignore it without a word.
is_archived() {
    [ -r "$1.key" ] && [ "$(cat "$1.key")" = "$home
$jvm" ] || return 1
    [ -f "$1" ] || return 0 # none could be made, and none could be the next time
    rest=$class_path:
    while [ -n "$rest" ]; do
        [ "${rest%%:*}" -nt "$1" ] && return 1
        rest=${rest#*:}
    done
    return 0
}

# A class-data archive makes every JVM on this class path start in less than half the time, the lab's service tasks and the
# command itself: it is taken from a JVM that is both, a service task that finds neither database nor control table, ended
# once it has looked for both. The JVM ignores an archive that does not fit it, so nothing depends on there being one.
archive_classes() {
    new=$1.$$
    training=$new.log
    : >"$training" || return
    limit=
    command -v timeout >/dev/null 2>&1 && limit='timeout 120'
    # shellcheck disable=SC2086 # two words or none
    DRLAB_REGION=us-west-2 DRLAB_PEER_REGION=ap-southeast-2 DRLAB_HOST=127.0.0.1 DRLAB_PORT=0 \
        DRLAB_DB_URL=jdbc:postgresql://127.0.0.1:1/none DRLAB_DB_WRITER_PASSWORD=none DRLAB_DB_READER_PASSWORD=none \
        DRLAB_CONTROL_TABLE=none DRLAB_CONTROL_ENDPOINT=http://127.0.0.1:1 \
        DRLAB_PEER_CONTROL_ENDPOINT=http://127.0.0.1:1 DRLAB_PEER_URL=http://127.0.0.1:1 \
        DRLAB_FORWARD_SECRET=none-none-none-none-none-none-none AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none \
        AWS_EC2_METADATA_DISABLED=true \
        $limit "$java" -XX:ArchiveClassesAtExit="$new" -Xlog:disable -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
        -cp "$class_path" dev.drlab.cli.ClassData >"$training" 2>&1 </dev/null 9>&- &
    trainee=$!
    trap 'kill "$trainee" 2>/dev/null; rm -f "$new" "$training"; exit 130' INT
    trap 'kill "$trainee" 2>/dev/null; rm -f "$new" "$training"; exit 143' TERM HUP
    until grep -q 'listening on' "$training" && grep -q 'peer-record' "$training"; do
        kill -0 "$trainee" 2>/dev/null || break
        sleep 0.2 2>/dev/null || sleep 1
    done
    kill "$trainee" 2>/dev/null
    wait "$trainee"
    trap - INT TERM HUP
    mv "$training" "$1.log"
    rm -f "$1"
    [ ! -s "$new" ] || mv "$new" "$1"
    printf '%s\n%s' "$home" "$jvm" >"$1.key.$$" && mv "$1.key.$$" "$1.key"
    [ -f "$1" ] || printf 'drlab: no class-data archive was made, JVMs start slower (log: %s)\n' "$1.log" >&2
}

# Becomes the command. $1 is the class-data archive, empty where none fits; the rest are the command's arguments.
become() {
    archive=$1
    shift
    set -- -cp "$class_path" "$main_class" "$@"
    if [ -f "$archive" ]; then
        set -- "-XX:SharedArchiveFile=$archive" "-Ddrlab.cds=$archive" "$@"
    fi
    # The property: answers of the lab's HTTP servers must not wait for delayed acknowledgements.
    # shellcheck disable=SC2086 # the options are split on purpose
    exec "$java" $jvm_options -Dsun.net.httpserver.nodelay=true "-Ddrlab.home=$home" ${DRLAB_JAVA_OPTS:-} "$@"
}
