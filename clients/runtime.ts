/** What `send` can upload: a `File` in the browser, the path of a chosen file in a mini program. */
export type FileSource = unknown

/** One request, ready to leave the device. `path` holds the query; `file` asks for a multipart form with `body` as its other fields. */
export interface Outgoing {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  file?: FileSource
}

/**
 * How a request leaves the device: `fetch` in the browser, `Taro.request` in a mini program. Adds the session and the language, gives
 * the parsed reply, and rejects with the server's `error` for every other status.
 */
export type Send = (request: Outgoing) => Promise<unknown>

/** Method, path below the face, and the names that belong to the query string. */
export type Operation = readonly [method: Outgoing['method'], path: string, query?: readonly string[]]

type Input = Record<string, unknown>

/** Turns a table of operations into functions: path names are filled in, query names appended, the rest is the body. */
export function bind(base: string, operations: Record<string, Operation>, send: Send): Record<string, (input?: Input) => Promise<unknown>> {
  const client: Record<string, (input?: Input) => Promise<unknown>> = {}
  for (const name of Object.keys(operations)) client[name] = (input) => send(outgoing(base, operations[name]!, input))
  return client
}

/** The same for operations that answer a file or a stream: they give the request, and the caller decides how to read the answer. */
export function describe(base: string, operations: Record<string, Operation>): Record<string, (input?: Input) => Outgoing> {
  const requests: Record<string, (input?: Input) => Outgoing> = {}
  for (const name of Object.keys(operations)) requests[name] = (input) => outgoing(base, operations[name]!, input)
  return requests
}

function outgoing(base: string, [method, template, queryNames]: Operation, input: Input = {}): Outgoing {
  const { file, ...rest } = input
  const take = (name: string): unknown => {
    const value = rest[name]
    delete rest[name]
    return value
  }
  let path = base + template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(take(name))))
  const query: string[] = []
  for (const name of queryNames ?? []) {
    const value = take(name)
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.push(`${name}=${encodeURIComponent(String(one))}`)
    }
  }
  if (query.length > 0) path += `?${query.join('&')}`
  const request: Outgoing = { method, path }
  if (file !== undefined) request.file = file
  if (method !== 'GET' && (file !== undefined || Object.keys(rest).length > 0)) request.body = rest
  return request
}
