import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { goodsOf } from './goods.ts'
import type { Drawn } from './pictures/draw.ts'
import { type Drawing, plan } from './pictures/plan.ts'
import { shops } from './shops.ts'

export interface Drawings {
  /** Where the files lie: `<folder>/<key>-<width>.webp`. */
  folder: string
  pictures: Drawn[]
}

export interface DrawOptions {
  /** Kept between starts; what is in it is used again as long as nothing about the pictures changed. */
  folder: string
  onProgress?: (done: number, total: number) => void
}

/** Draws the demo's pictures, or takes those of an earlier start. */
export async function drawPictures({ folder, onProgress }: DrawOptions): Promise<Drawings> {
  const batches = plan(shops, goodsOf)
  const version = await versionOf(batches)
  const list = join(folder, 'pictures.json')
  const kept = await readKept(list)
  if (kept?.version === version) return { folder, pictures: kept.pictures }
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const pictures = await inWorkers(batches, { folder, onProgress: onProgress ?? (() => {}) })
  // Written last: a start that was broken off begins anew.
  await writeFile(list, JSON.stringify({ version, pictures }))
  return { folder, pictures }
}

interface Kept {
  version: string
  pictures: Drawn[]
}

async function readKept(path: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Kept // written by us
  } catch {
    // Not there yet, or half a file from a start that was killed: both mean drawing again.
    return undefined
  }
}

/** Changes when the plan or the code that draws it does. */
async function versionOf(batches: readonly Drawing[][]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(batches))
  const code = join(import.meta.dirname, 'pictures')
  for (const file of (await readdir(code)).filter((name) => name.endsWith('.ts')).sort()) hash.update(await readFile(join(code, file)))
  return hash.digest('hex')
}

function inWorkers(batches: readonly Drawing[][], { folder, onProgress }: Required<DrawOptions>): Promise<Drawn[]> {
  const total = batches.flat().length
  const done: Drawn[][] = batches.map(() => [])
  let [next, finished, drawn] = [0, 0, 0]
  return new Promise((resolve, reject) => {
    const workers = Array.from(
      { length: Math.max(1, Math.min(8, availableParallelism(), batches.length)) },
      () => new Worker(new URL('pictures/worker.ts', import.meta.url), { workerData: { folder } }),
    )
    const stop = (then: () => void): void => {
      void Promise.all(workers.map((worker) => worker.terminate())).then(then, reject)
    }
    const feed = (worker: Worker): void => {
      const index = next++
      const batch = batches[index]
      if (!batch) return
      worker.once('message', (pictures: Drawn[]) => {
        done[index] = pictures
        finished += 1
        drawn += pictures.length
        onProgress(drawn, total)
        if (finished === batches.length) stop(() => resolve(done.flat()))
        else feed(worker)
      })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window: there is no origin
      worker.postMessage(batch)
    }
    for (const worker of workers) {
      worker.once('error', (error) => stop(() => reject(error)))
      feed(worker)
    }
  })
}
