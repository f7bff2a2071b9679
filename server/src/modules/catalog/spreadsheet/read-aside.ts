import { Worker } from 'node:worker_threads'
import { codeOf } from '../../../kernel/db.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { Sheets } from './read.ts'
import type { Answer } from './reader.ts'

const memoryMb = 512
const timeoutMs = 60_000

let idle: Worker | undefined
let turn: Promise<unknown> = Promise.resolve()

/**
 * Reads a spreadsheet in a thread of its own, with little memory and not for ever: a large one keeps nobody waiting, and a malicious one
 * ends with its thread. One at a time. Throws `spreadsheet_unreadable`, `file_too_large`.
 */
export function readAside(bytes: Buffer): Promise<Sheets> {
  const mine = turn.then(() => read(bytes))
  turn = mine.catch(() => undefined) // the caller hears of it; the next one only waits
  return mine
}

async function read(bytes: Buffer): Promise<Sheets> {
  // Loading the reader takes longer than reading: the thread is kept for the next spreadsheet.
  const worker = idle ?? new Worker(new URL('reader.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: memoryMb } })
  idle = undefined
  worker.ref()
  try {
    const answer = await ask(worker, bytes)
    worker.unref()
    idle = worker
    if ('sheets' in answer) return answer.sheets
    throw new AppError(answer.refused.kind, answer.refused.code, answer.refused.detail)
  } finally {
    if (idle !== worker) await worker.terminate()
  }
}

function ask(worker: Worker, bytes: Buffer): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(() => reject(new AppError('too_large', 'file_too_large', { timeoutMs })), timeoutMs)
    worker.removeAllListeners()
    worker.once('message', (answer: Answer) => {
      clearTimeout(timer)
      resolve(answer)
    })
    worker.once('error', (error) => {
      clearTimeout(timer)
      if (idle === worker) idle = undefined
      reject(codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? new AppError('too_large', 'file_too_large', { memoryMb }) : error)
    })
    worker.once('exit', (code) => {
      clearTimeout(timer)
      if (idle === worker) idle = undefined
      reject(new Error(`the reader of spreadsheets ended with ${code}`))
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window: there is no origin
    worker.postMessage(bytes)
  })
}
