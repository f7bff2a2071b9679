import { authHeaders } from '@/api/send'

/** Events come by themselves; nothing is asked in between. */
export const POLL_MS: number | false = false

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000

/**
 * Calls back at each server-sent event, and reconnects when the line breaks. `EventSource` cannot send our authorisation header,
 * so the stream is read by hand.
 */
export function watch(path: string, onEvent: () => void): () => void {
  const stop = new AbortController()
  let wait = FIRST_WAIT_MS
  const run = async () => {
    while (!stop.signal.aborted) {
      const ended = await read(path, stop.signal, () => {
        wait = FIRST_WAIT_MS
        onEvent()
      })
      if (ended === 'refused') return
      await new Promise((resolve) => setTimeout(resolve, wait))
      wait = Math.min(LONGEST_WAIT_MS, wait * 2)
    }
  }
  void run()
  return () => stop.abort()
}

async function read(path: string, signal: AbortSignal, onEvent: () => void): Promise<'broken' | 'refused'> {
  try {
    const answer = await fetch(`${API_BASE}${path}`, { headers: { ...authHeaders(), Accept: 'text/event-stream' }, signal })
    if (!answer.ok || !answer.body) return answer.status >= 400 && answer.status < 500 ? 'refused' : 'broken'
    const reader = answer.body.getReader()
    const decoder = new TextDecoder()
    let text = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return 'broken'
      text += decoder.decode(value, { stream: true })
      const parts = text.split(/\r?\n\r?\n/)
      text = parts.pop() ?? ''
      // comments (": keep alive") are no events
      if (parts.some((part) => /^(event|data):/m.test(part))) onEvent()
    }
  } catch {
    return 'broken' // the line broke or the page was left; the loop above decides which
  }
}
