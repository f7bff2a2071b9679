import { LRUCache } from 'lru-cache'
import type { Log } from '../../kernel/log.ts'
import { type Redis, script } from '../../kernel/redis.ts'
import { createMemoryGate, type Entry, type Gate, PATIENCE_MS, PEOPLE_OF_DEVICE } from './gate.ts'
import { PASS_SECONDS } from './pass.ts'

/** So many are told apart in the queue; behind them everybody is last. */
const QUEUE_MOST = 50_000
/** What nobody touches or learns anew is forgotten after so long. */
const KEPT_SECONDS = 900
/** Redis does not answer: so long the gate of this process stands in before it is asked again. */
const PAUSE_MS = 500
/** That nothing is left is not asked again for so long: the many who come too late cost Redis nothing. */
const GONE_MS = 300

/**
 * Of an item: what is left, who is inside until when, who waits in the order of their coming and when they last asked, and who came in with a
 * device. All in one call, so that processes see one queue.
 */
const enter = script(`
local item = KEYS[1]
local shopper, now, till, oldest, most = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local device, people, kept = ARGV[6], tonumber(ARGV[7]), ARGV[8]
local left = tonumber(redis.call('GET', item .. ':left') or -1)
if left < 0 then return {'lost', 0} end
if left < 1 then
  redis.call('DEL', item .. ':queue', item .. ':asked')
  return {'gone', 0}
end
local company = ''
if device ~= '' then
  company = redis.call('HGET', item .. ':devices', device) or ''
  if not string.find(company, shopper, 1, true) then
    local _, count = string.gsub(company, ' ', ' ')
    if count >= people then return {'crowded', 0} end
    company = company .. shopper .. ' '
  end
end
local inside, queue, asked = item .. ':inside', item .. ':queue', item .. ':asked'
if not redis.call('ZSCORE', inside, shopper) then
  local room = left * 2 + 20
  local free = room - redis.call('ZCARD', inside)
  if free < 1 then
    redis.call('ZREMRANGEBYSCORE', inside, '-inf', now)
    free = room - redis.call('ZCARD', inside)
  end
  if kept == '1' then free = math.min(free, 0) end
  local waiting = redis.call('ZCARD', queue)
  if free < 1 or waiting > 0 then
    for _, away in ipairs(redis.call('ZRANGEBYSCORE', asked, '-inf', oldest)) do
      redis.call('ZREM', queue, away)
      redis.call('ZREM', asked, away)
    end
    local ahead = redis.call('ZRANK', queue, shopper)
    if not ahead then
      ahead = redis.call('ZCARD', queue)
      if ahead < most then redis.call('ZADD', queue, redis.call('INCR', item .. ':turn'), shopper) end
    end
    if ahead < most then redis.call('ZADD', asked, now, shopper) end
    if ahead >= free then return {'waiting', ahead + 1 - math.max(free, 0)} end
    redis.call('ZREM', queue, shopper)
    redis.call('ZREM', asked, shopper)
  end
end
redis.call('ZADD', inside, till, shopper)
if device ~= '' then redis.call('HSET', item .. ':devices', device, company) end
return {'in', 0}
`)
const learn = script(`
redis.call('SET', KEYS[1] .. ':left', ARGV[1], 'EX', ARGV[2])
for _, part in ipairs({':inside', ':queue', ':asked', ':devices', ':turn'}) do redis.call('EXPIRE', KEYS[1] .. part, ARGV[2]) end
`)
const leave = script(`redis.call('ZREM', KEYS[1] .. ':inside', ARGV[1])`)

/** The braces keep all of an item in one place of a cluster. */
const keyOf = (itemId: string): string => `puzi:flash:{${itemId}}`

/** One gate for many processes. While Redis is out of reach each has one of its own, which knows what this process has seen. */
export function createRedisGate(redis: Redis, log: Log): Gate {
  const own = createMemoryGate()
  const gone = new LRUCache<string, true>({ max: 5000, ttl: GONE_MS })
  let askAgainAt = 0
  const shared = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    if (Date.now() < askAgainAt) return undefined
    try {
      return await ask()
    } catch (error) {
      askAgainAt = Date.now() + PAUSE_MS
      log.warn({ err: error }, 'the gate in Redis does not answer: the one in memory stands in')
      return undefined
    }
  }
  return {
    learn: async (itemId, left) => {
      await own.learn(itemId, left)
      if (left > 0) gone.delete(itemId)
      await shared(() => redis.run(learn, keyOf(itemId), [left, KEPT_SECONDS]))
    },
    enter: async (who, now) => {
      if (gone.has(who.itemId)) return { state: 'gone' }
      const at = now.getTime()
      const args = [
        who.shopperId,
        at,
        at + PASS_SECONDS * 1000,
        at - PATIENCE_MS,
        QUEUE_MOST,
        who.device ?? '',
        PEOPLE_OF_DEVICE,
        who.kept ? 1 : 0,
      ]
      const answer = await shared(() => redis.run(enter, keyOf(who.itemId), args))
      const entry = answer === undefined ? await own.enter(who, now) : entryOf(answer)
      if (entry.state === 'gone') gone.set(who.itemId, true)
      return entry
    },
    leave: async (who) => {
      await own.leave(who)
      await shared(() => redis.run(leave, keyOf(who.itemId), [who.shopperId]))
    },
  }
}

function entryOf(answer: unknown): Entry {
  const [state, ahead] = Array.isArray(answer) ? (answer as unknown[]) : []
  if (state === 'waiting' && typeof ahead === 'number') return { state, ahead }
  if (state === 'in' || state === 'gone' || state === 'crowded' || state === 'lost') return { state }
  throw new Error(`the gate in Redis answered ${JSON.stringify(answer)}`)
}
