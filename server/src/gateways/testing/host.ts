import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SimRequest {
  method: string
  /** Below the simulator's own mount point, without the query. */
  path: string
  /** Path and query exactly as they came over the wire: what signatures are made of. */
  url: string
  query: URLSearchParams
  headers: Record<string, string>
  rawBody: Buffer
}

/** `drop`: the connection is cut without an answer, as a lost network would. */
export type SimReply = { drop: true } | { status: number; headers?: Record<string, string>; body?: string | Buffer }

/** One outside system, played over real HTTP. It shares no code with the adapter it talks to. */
export interface Simulator {
  name: string
  handle: (request: SimRequest) => Promise<SimReply>
  stop: () => Promise<void>
}

export interface SimulatorHost {
  /** Where the simulators are reached, without a trailing slash; each lives below `/<name>`. */
  url: string
  stop: () => Promise<void>
}

export const html = (body: string, status = 200): SimReply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-robots-tag': 'noindex' },
  body,
})
export const json = (value: unknown, status = 200): SimReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
})
export const seeOther = (location: string): SimReply => ({ status: 303, headers: { location } })
export const notFound = (): SimReply => json({ code: 'RESOURCE_NOT_EXISTS', message: 'no such path' }, 404)

const greatestBodyBytes = 1_000_000

/** Serves simulators on one port. `port` 0 takes any free one; `url` says which. */
export async function hostSimulators(simulators: readonly Simulator[], options: { port: number; host?: string }): Promise<SimulatorHost> {
  const server = createServer((request, response) => {
    answer(simulators, request, response).catch((fault: unknown) => {
      // A simulator's own fault must be loud: a quiet 500 would look like one of the faults it plays on purpose.
      process.stderr.write(`simulator fault: ${fault instanceof Error ? fault.stack : String(fault)}\n`)
      response.destroy()
    })
  })
  await listen(server, options)
  // A listening TCP server always has an AddressInfo; the string form is for pipes.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await Promise.all(simulators.map((simulator) => simulator.stop()))
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function listen(server: Server, options: { port: number; host?: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host ?? '127.0.0.1', () => resolve())
  })
}

async function answer(simulators: readonly Simulator[], message: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = message.url ?? '/'
  const parsed = new URL(url, 'http://simulator')
  const [, name = '', ...rest] = parsed.pathname.split('/')
  const simulator = simulators.find((one) => one.name === name)
  const rawBody = await bytesOf(message)
  const reply = !rawBody
    ? json({ code: 'PARAM_ERROR', message: 'body too large' }, 413)
    : simulator
      ? await simulator.handle({
          method: message.method ?? 'GET',
          path: `/${rest.join('/')}`,
          url,
          query: parsed.searchParams,
          headers: Object.fromEntries(
            Object.entries(message.headers).map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
          ),
          rawBody,
        })
      : index(simulators, parsed.pathname)
  if ('drop' in reply) {
    response.destroy()
    return
  }
  response.writeHead(reply.status, reply.headers)
  response.end(reply.body)
}

async function bytesOf(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > greatestBodyBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function index(simulators: readonly Simulator[], path: string): SimReply {
  if (path === '/') return json({ simulators: simulators.map((simulator) => `/${simulator.name}`) })
  return notFound()
}
