package com.leadlex.graphql.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * The Redis stream of the holds, which is read on from where it was. The last entry that was read is asked for again: where it
 * is not the first of the answer, it was dropped or the stream began anew, perhaps with a clock that is behind, and all of it
 * is read. For one event loop.
 */
final class HoldStream {

    private static final String NAME = "leadlex-graphql:holds";
    private static final String KEY = "key";
    private static final String UNTIL = "until";
    private static final String BEGINNING = "-";
    private static final int PAGE = 1_000;

    /**
     * Deletes what is no stream, and a stream that takes no further entry, because somebody added one with the largest id that
     * there is. A script, so that no replica deletes what another one has added since.
     */
    private static final String HEAL = """
            if redis.call('TYPE', KEYS[1]).ok == 'stream' then
              local info = redis.call('XINFO', 'STREAM', KEYS[1])
              for i = 1, #info, 2 do
                if info[i] == 'last-generated-id' and info[i + 1] ~= '18446744073709551615-18446744073709551615' then
                  return 0
                end
              end
            end
            return redis.call('DEL', KEYS[1])""";

    private final RedisLink redis;
    private final KnownHolds known;
    private final long longest;
    private final long keptMillis;
    private String last = BEGINNING;

    /**
     * @param longest how many entries Redis keeps, about
     * @param keptMillis how long it keeps them after the last one
     */
    HoldStream(RedisLink redis, KnownHolds known, long longest, long keptMillis) {
        this.redis = redis;
        this.known = known;
        this.longest = longest;
        this.keptMillis = keptMillis;
    }

    /** Reads all that there is. */
    Future<Void> read() {
        return redis.send(Request.cmd(Command.XRANGE).arg(NAME).arg(last).arg("+").arg("COUNT").arg(PAGE))
                .compose(this::take, this::heal);
    }

    private Future<Void> take(Response page) {
        boolean fromBeginning = last.equals(BEGINNING);
        if (!fromBeginning && (page.size() == 0 || !id(page.get(0)).equals(last))) {
            last = BEGINNING;
            return page.size() == 0 ? Future.succeededFuture() : read();
        }
        for (int i = fromBeginning ? 0 : 1; i < page.size(); i++) {
            Response entry = page.get(i);
            last = id(entry);
            if (entry.get(1).size() == 4) {
                known.learn(entry.get(1).get(1).toString(), entry.get(1).get(3).toString());
            }
        }
        return page.size() == PAGE ? read() : Future.succeededFuture();
    }

    private static String id(Response entry) {
        return entry.get(0).toString();
    }

    /** @param untilByKey milliseconds since 1970 by the key's shared name; not empty */
    Future<Void> add(Map<String, Long> untilByKey) {
        List<Request> commands = new ArrayList<>();
        untilByKey.forEach((key, until) -> commands.add(Request.cmd(Command.XADD).arg(NAME).arg("MAXLEN").arg("~").arg(longest)
                .arg("*").arg(KEY).arg(key).arg(UNTIL).arg(until)));
        commands.add(Request.cmd(Command.PEXPIRE).arg(NAME).arg(keptMillis));
        return redis.sendAll(commands).compose(done -> Future.succeededFuture(),
                failure -> heal(failure).compose(healed -> Future.failedFuture(failure)));
    }

    /** Where the key is what fails, and not Redis. */
    private Future<Void> heal(Throwable failure) {
        return RedisLink.isRefusal(failure)
                ? redis.send(Request.cmd(Command.EVAL).arg(HEAL).arg(1).arg(NAME)).mapEmpty()
                : Future.failedFuture(failure);
    }
}
