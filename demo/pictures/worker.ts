import { parentPort, workerData } from 'node:worker_threads'
import sharp from 'sharp'
import { place, type Places } from './draw.ts'
import type { Drawing } from './plan.ts'
import { spriteLoader } from './sprites.ts'

// One thread each: the workers are as many as there are processors.
sharp.concurrency(1)
sharp.cache(false)

const places = workerData as Places // given by pictures.ts
const load = spriteLoader()

parentPort?.on('message', async (batch: Drawing[]) => {
  for (const drawing of batch) await place(drawing, { ...places, load })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window: there is no origin
  parentPort?.postMessage(batch.length)
})
