import { inRoot } from '../launch/paths.ts'
import { runShown } from '../launch/process.mjs'

/** Runs the load scenarios, or those named. */
export async function bench(args: string[]): Promise<void> {
  process.exitCode = await runShown(process.execPath, ['--disable-warning=ExperimentalWarning', inRoot('bench', 'main.ts'), ...args], {
    cwd: inRoot(),
  })
}
