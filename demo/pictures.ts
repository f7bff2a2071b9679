import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { availableParallelism, setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { loadConfig } from '../server/src/kernel/config.ts'
import { mediaDir } from '../server/src/kernel/files.ts'
import { goodsOf } from './goods.ts'
import { isPlaced, type Places } from './pictures/draw.ts'
import { type Drawing, plan, type Planned, planned } from './pictures/plan.ts'
import { shops } from './shops.ts'

/** All pictures of the demo, whether they are drawn already or not. */
export const plannedPictures = (): Planned[] => plan(shops, goodsOf).flat().map(planned)

/**
 * Draws the demo's pictures into the server's media folder: what lists and the home page show (`first`), or everything that is missing.
 * Drawings are kept beside the data folder, so that a new database need not wait for them again. Gives how many were missing.
 */
export async function drawPictures({ dataDir, which }: { dataDir: string; which: 'first' | 'all' }): Promise<number> {
  const batches = plan(shops, goodsOf)
  const keep = join(dirname(dataDir), 'pictures')
  const places: Places = { kept: join(keep, versionOf(batches)), media: mediaDir({ dataDir }) }
  const missing = batches
    .map((batch) => batch.filter((drawing) => (which === 'all' || drawing.first) && !isPlaced(drawing.key, places)))
    .filter((batch) => batch.length > 0)
  if (missing.length === 0) return 0
  await forgetOthers(keep, places.kept)
  await inWorkers(missing, places)
  return missing.flat().length
}

/** Changes when the plan or the code that draws it does. */
function versionOf(batches: readonly Drawing[][]): string {
  const hash = createHash('sha256').update(JSON.stringify(batches))
  const code = join(import.meta.dirname, 'pictures')
  const files = readdirSync(code).filter((name) => name.endsWith('.ts'))
  for (const file of files.sort()) hash.update(readFileSync(join(code, file)))
  return hash.digest('hex').slice(0, 16)
}

/** Drawings of earlier versions are of no use. */
async function forgetOthers(keep: string, current: string): Promise<void> {
  await mkdir(current, { recursive: true })
  for (const name of await readdir(keep)) if (join(keep, name) !== current) await rm(join(keep, name), { recursive: true, force: true })
}

function inWorkers(batches: readonly Drawing[][], places: Places): Promise<void> {
  let [next, finished] = [0, 0]
  return new Promise((resolve, reject) => {
    const count = Math.max(1, Math.min(8, availableParallelism(), batches.length))
    const workers = Array.from({ length: count }, () => new Worker(new URL('pictures/worker.ts', import.meta.url), { workerData: places }))
    const stop = (then: () => void): void => {
      void Promise.all(workers.map((worker) => worker.terminate())).then(then, reject)
    }
    const feed = (worker: Worker): void => {
      const batch = batches[next++]
      if (!batch) return
      worker.once('message', () => {
        finished += 1
        if (finished === batches.length) stop(resolve)
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

/** `node demo/pictures.ts`: what is still missing, behind the back of a shop that is open already. */
if (import.meta.main) {
  const { dataDir, demo } = loadConfig()
  // Whoever uses the shop comes first.
  setPriority(19)
  // Nothing to draw for where no demo was furnished.
  if (demo && existsSync(join(mediaDir({ dataDir }), 'demo')))
    console.log(`${await drawPictures({ dataDir, which: 'all' })} pictures drawn`)
}
