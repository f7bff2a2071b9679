import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { checkMiniProgram, limits, mib, type Platform } from '../check-mini-program.ts'
import { build, type Build, builds } from '../launch/builds.ts'
import { tail } from '../launch/process.mjs'
import { failed, type Outcome, passed, type Step } from './step.ts'

/** Builds give way to tests, which measure time. */
const NICE = 10

/** Builds one front end and weighs what came out. */
function buildStep(target: Build, judge: () => Outcome): Step {
  return {
    name: target.name,
    title: `Build: ${target.title}`,
    run: async () => {
      const { ok, log } = await build(target, { nice: NICE })
      return ok ? judge() : failed(`${tail(log, 60)}\n\nThe whole log: ${log}`)
    },
  }
}

const miniProgram = (platform: Platform): Step =>
  buildStep(builds[platform], () => {
    const { sizes, problems } = checkMiniProgram(builds[platform].output, platform)
    const { main = 0, ...others } = sizes
    const rest = Object.values(others).reduce((sum, size) => sum + size, 0)
    const note = `main ${mib(main)} of ${mib(limits[platform].packageBytes)} (budget ${mib(limits[platform].budgetBytes)}), ${Object.keys(others).length} sub-packages ${mib(rest)}`
    return problems.length ? failed(problems.join('\n')) : passed(note)
  })

/** The first load of a page is its scripts; this is what all scripts weigh at most. */
function weighWeb(folder: string): Outcome {
  if (!existsSync(join(folder, 'index.html'))) return failed(`${folder} has no index.html`)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  )
  const scripts = files.filter((path) => path.endsWith('.js'))
  const packed = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0)
  const all = files.reduce((sum, path) => sum + statSync(path).size, 0)
  return passed(`${scripts.length} scripts, ${(packed / 1024).toFixed(0)} KiB gzip in all; ${mib(all)} on disk`)
}

export const h5 = buildStep(builds.h5, () => weighWeb(builds.h5.output))
export const admin = buildStep(builds.admin, () => weighWeb(builds.admin.output))
export const weapp = miniProgram('weapp')
export const alipay = miniProgram('alipay')
export const tt = miniProgram('tt')
