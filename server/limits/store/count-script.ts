/**
 * Counts in one step, because two instances may count at the same moment. KEYS: the key. ARGV: the points, the length of
 * the window in seconds, and the most that may be counted; `rate-limiter-flexible` passes them so.
 *
 * - Points that would exceed the most are not counted. The answer says what the count would have been.
 * - Points that the present window does not contain are not taken back.
 */
export const COUNT_SCRIPT = `
local points, window, most = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000, tonumber(ARGV[3])
local count = tonumber(redis.call('get', KEYS[1]) or '0')
local left = redis.call('pttl', KEYS[1])
if left < 0 then left = window end
if count + points < 0 then return { count, left } end
if points > 0 and count + points > most then return { count + points, left } end
redis.call('set', KEYS[1], 0, 'PX', window, 'NX')
return { redis.call('incrby', KEYS[1], ARGV[1]), left }
`
