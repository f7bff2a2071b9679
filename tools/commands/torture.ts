import { inRoot } from '../launch/paths.ts'
import { Advice, runShown } from '../launch/process.mjs'

/** The model test at ten times its length in CI; `npm run torture -- 50000 --seed=7` says how many steps, and which. */
export async function torture(args: string[]): Promise<void> {
  const steps = args.find((one) => !one.startsWith('--')) ?? '200000'
  const seed = args.find((one) => one.startsWith('--seed='))?.slice('--seed='.length)
  if (!/^[1-9]\d{0,7}$/.test(steps) || (seed !== undefined && !/^\d+$/.test(seed)))
    throw new Advice('Usage: npm run torture -- [steps] [--seed=N]')
  const env = { ...process.env, MODEL_STEPS: steps, ...(seed === undefined ? {} : { MODEL_SEED: seed }) }
  const vitest = inRoot('node_modules', 'vitest', 'vitest.mjs')
  process.exitCode = await runShown(process.execPath, [vitest, 'run', 'server/test/model.test.ts'], { cwd: inRoot(), env })
}
