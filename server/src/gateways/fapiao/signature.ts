import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

export interface Keys {
  appKey: string
  appSecret: string
}

/** How far a message's time may be from ours. */
export const WINDOW_SECONDS = 300

const hashOf = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')
const macOf = (secret: string, parts: readonly string[]): string =>
  createHmac('sha256', secret)
    .update(`${parts.join('\n')}\n`)
    .digest('hex')

/** Headers of a request: over method, path with query, time, nonce and the hash of the body. */
export function signedHeaders(
  keys: Keys,
  request: { method: string; target: string; body: string; at: Date; nonce: string },
): Record<string, string> {
  const time = String(Math.floor(request.at.getTime() / 1000))
  return {
    'x-fapiao-app': keys.appKey,
    'x-fapiao-timestamp': time,
    'x-fapiao-nonce': request.nonce,
    'x-fapiao-signature': macOf(keys.appSecret, [request.method, request.target, time, request.nonce, hashOf(request.body)]),
  }
}

/** Whether an answer was signed by the provider, for this request: over status, time, the request's nonce and the hash of the body. */
export function isAnswerSigned(keys: Keys, answer: { status: number; headers: Headers; body: Buffer; nonce: string; now: Date }): boolean {
  const time = answer.headers.get('x-fapiao-timestamp') ?? ''
  const wanted = macOf(keys.appSecret, [String(answer.status), time, answer.nonce, hashOf(answer.body)])
  return isFresh(time, answer.now) && same(answer.headers.get('x-fapiao-signature') ?? '', wanted)
}

/** Whether a notification is the provider's and of now: over `NOTIFY`, time, its own nonce and the hash of the body. */
export function isNotifySigned(keys: Keys, message: { headers: Record<string, string | undefined>; rawBody: Buffer; now: Date }): boolean {
  const { headers, rawBody, now } = message
  const time = headers['x-fapiao-timestamp'] ?? ''
  const wanted = macOf(keys.appSecret, ['NOTIFY', time, headers['x-fapiao-nonce'] ?? '', hashOf(rawBody)])
  return headers['x-fapiao-app'] === keys.appKey && isFresh(time, now) && same(headers['x-fapiao-signature'] ?? '', wanted)
}

const isFresh = (time: string, now: Date): boolean =>
  /^\d{10}$/.test(time) && Math.abs(now.getTime() / 1000 - Number(time)) <= WINDOW_SECONDS

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
