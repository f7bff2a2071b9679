import { generate } from '../commands/gen.ts'
import { inRoot } from '../launch/paths.ts'
import { failed, passed, type Step } from './step.ts'

/** Runs the generators in place and complains about every file that was not what they write. */
export const generated: Step = {
  name: 'generated',
  title: 'Generated files are up to date',
  run: async () => {
    const stale = await generate()
    if (!stale.length) return passed()
    const names = stale.map((path) => `  ${path.slice(inRoot().length + 1)}`)
    return failed(
      `These files were not what the generators write. They have been written anew: look at them and commit them.\n${names.join('\n')}`,
    )
  },
}
