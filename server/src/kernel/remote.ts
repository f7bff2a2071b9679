import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parse } from 'zod/v4/core'
import type { Any, Calls, Interface } from './contract.ts'
import { AppError } from './errors.ts'

const timeoutMs = 5000
const largestBody = 20 * 1024 * 1024

const Refusal = z.object({
  refused: z.object({
    kind: z.enum(['invalid', 'unauthenticated', 'forbidden', 'not_found', 'conflict', 'too_large', 'limited', 'unavailable']),
    code: z.string(),
    detail: z.record(z.string(), z.unknown()),
  }),
})

export type LooseCalls = Record<string, (input: Any) => Promise<Any>>

/** In-process calls pass the same schemas as remote ones, so a module that works here works there. */
export function throughContract(calls: Calls, local: LooseCalls): LooseCalls {
  return Object.fromEntries(
    Object.entries(calls).map(([name, { input, reply }]) => {
      const run = local[name]
      if (!run) throw new Error(`the contract has a call "${name}" that the module does not answer`)
      return [name, async (value: unknown) => parse(reply, await run(parse(input, value)))]
    }),
  )
}

/**
 * A module that runs in another process, seen through its contract: same interface, same refusals, one POST a call. When it does not
 * answer the call ends as `module_unavailable`, and nobody knows whether it was done: calls are keyed, so ask again.
 */
export function remote<C extends Calls>(module: string, calls: C, place: { url: string; token: string }): Interface<C> {
  const send = async (name: string, input: unknown): Promise<unknown> => {
    const call = calls[name]
    if (!call) throw new Error(`${module} has no call "${name}"`)
    const response = await post(module, `${place.url}/internal/${module}/${name}`, {
      token: place.token,
      body: JSON.stringify(parse(call.input, input)),
    })
    if (response.status === 200) return parse(call.reply, response.body['reply'])
    const refusal = Refusal.safeParse(response.body)
    if (refusal.success) throw new AppError(refusal.data.refused.kind, refusal.data.refused.code, refusal.data.refused.detail)
    if (response.status >= 502 && response.status <= 504) throw new AppError('unavailable', 'module_unavailable', { module })
    throw new Error(`${module}.${name} failed over there with ${response.status}`)
  }
  return Object.fromEntries(Object.keys(calls).map((name) => [name, (input: unknown) => send(name, input)])) as Interface<C> // one entry a call
}

async function post(
  module: string,
  url: string,
  request: { token: string; body: string },
): Promise<{ status: number; body: Record<string, unknown> }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-internal-token': request.token },
      body: request.body,
      signal: AbortSignal.timeout(timeoutMs),
    })
    const body: unknown = await response.json()
    return { status: response.status, body: typeof body === 'object' && body !== null ? { ...body } : {} }
  } catch (cause) {
    throw Object.assign(new AppError('unavailable', 'module_unavailable', { module }), { cause })
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The other end: serves a module's calls to the processes that hold the token. */
export function serveCalls(app: FastifyInstance, module: { name: string; calls: Calls; local: LooseCalls }, token: string): void {
  const expected = digest(token)
  for (const name of Object.keys(module.calls)) {
    const run = module.local[name]
    if (!run) continue
    app.post(`/internal/${module.name}/${name}`, { bodyLimit: largestBody }, async (request, reply) => {
      const shown = request.headers['x-internal-token']
      if (typeof shown !== 'string' || !timingSafeEqual(digest(shown), expected)) throw new AppError('not_found', 'not_found')
      reply.header('content-type', 'application/json; charset=utf-8')
      try {
        return await reply.send(JSON.stringify({ reply: await run(request.body) }))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return await reply.code(409).send(JSON.stringify({ refused: { kind: error.kind, code: error.code, detail: error.detail } }))
      }
    })
  }
}
