import { parentPort } from 'node:worker_threads'
import { AppError } from '../../../kernel/errors.ts'
import { readSheets, type Sheets } from './read.ts'

/** What the thread answers: the sheets, or why it would not read them. */
export type Answer = { sheets: Sheets } | { refused: Pick<AppError, 'kind' | 'code' | 'detail'> }

parentPort?.on('message', async (bytes: Uint8Array) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window: there is no origin
  parentPort?.postMessage(await answer(Buffer.from(bytes)))
})

async function answer(bytes: Buffer): Promise<Answer> {
  try {
    return { sheets: await readSheets(bytes) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { kind, code, detail } = error
    return { refused: { kind, code, detail } }
  }
}
