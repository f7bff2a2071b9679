import { connect, type Socket } from 'node:net'

export interface Answer {
  status: number
  body: string
}
export interface Storm {
  answered: number
  /** By status. */
  statuses: Map<number, number>
  seconds: number
  /** Milliseconds, ascending. */
  latencies: number[]
}

/** A POST as bytes, made once: the generator shares the machine with what it measures, and must cost little beside it. */
export function post(url: string, path: string, { token, body }: { token?: string; body: unknown }): Buffer {
  const text = JSON.stringify(body)
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${new URL(url).host}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
    ...(token ? [`authorization: Bearer ${token}`] : []),
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text}`)
}

interface Attack {
  url: string
  connections: number
  seconds: number
  /** What the next request is. */
  next: () => { request: Buffer; done?: (answer: Answer) => void }
}

/** So many connections, one request after the other on each, for so long. */
export async function storm({ url, connections, seconds, next }: Attack): Promise<Storm> {
  const latencies: number[] = []
  const statuses = new Map<number, number>()
  const start = performance.now()
  const end = start + seconds * 1000
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const line = await open(url)
      while (performance.now() < end) {
        const { request, done } = next()
        const begun = performance.now()
        const answer = await line.ask(request)
        latencies.push(performance.now() - begun)
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        done?.(answer)
      }
      line.close()
    }),
  )
  const took = (performance.now() - start) / 1000
  return { answered: latencies.length, statuses, seconds: took, latencies: latencies.sort((a, b) => a - b) }
}

function open(url: string): Promise<{ ask: (request: Buffer) => Promise<Answer>; close: () => void }> {
  const { hostname, port } = new URL(url)
  const socket: Socket = connect(Number(port), hostname)
  socket.setNoDelay(true)
  let [text, waiting]: [string, { done: (answer: Answer) => void; fail: (error: Error) => void } | undefined] = ['', undefined]
  socket.setEncoding('latin1')
  socket.on('data', (part: string) => {
    text += part
    const head = text.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1])
    if (text.length < head + 4 + length) return
    const answer = { status: Number(text.slice(9, 12)), body: text.slice(head + 4) }
    text = ''
    waiting?.done(answer)
  })
  const fail = (error?: Error): void => waiting?.fail(error ?? new Error('the server hung up'))
  socket.on('error', fail)
  socket.on('close', () => fail())
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('connect', () =>
      resolve({
        ask: (request) =>
          new Promise((done, refused) => {
            waiting = { done, fail: refused }
            socket.write(request)
          }),
        close: () => socket.destroy(),
      }),
    )
  })
}
