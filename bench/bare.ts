import Fastify from 'fastify'
import { Redis } from 'ioredis'

// The least a gate can cost: a body that is validated, one call of one Lua script, and an answer. What a flash sale is measured against.
const [redisUrl = ''] = process.argv.slice(2)
const script = `
local left = tonumber(redis.call('GET', KEYS[1]) or 0)
if left < 1 then return 0 end
if redis.call('HINCRBY', KEYS[2], ARGV[1], 1) > tonumber(ARGV[2]) then return 1 end
redis.call('DECR', KEYS[1])
return 2`
const redis = new Redis(redisUrl, { enableAutoPipelining: true })
await redis.set('bare:left', 1_000_000)
const sha = (await redis.script('LOAD', script)) as string // its hash
const body = {
  type: 'object',
  required: ['skuId', 'quantity'],
  additionalProperties: false,
  properties: { skuId: { type: 'string', format: 'uuid' }, quantity: { type: 'integer', minimum: 1 }, shopper: { type: 'string' } },
}
const app = Fastify()
app.post<{ Body: { shopper?: string } }>('/bare', { schema: { body } }, (request) =>
  redis.evalsha(sha, 2, 'bare:left', 'bare:people', request.body.shopper ?? '', 5).then((state) => ({ state })),
)
const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.send?.(url)
