import { breaches, cycle, readSources } from '../boundaries.ts'
import { inRoot } from '../launch/paths.ts'
import { findChromium } from './browser.ts'
import { endToEnd } from './end-to-end.ts'
import { admin, alipay, h5, tt, weapp } from './fronts.ts'
import { generated } from './generated.ts'
import { check, failed, passed, type Step } from './step.ts'
import { vitestStep } from './vitest.ts'

const bin = (...path: string[]): string => inRoot('node_modules', ...path)
const TSC_7 = bin('typescript-native', 'bin', 'tsc')

const types = check('types', 'Types', [
  [TSC_7, '-p', 'tsconfig.json'],
  [TSC_7, '-p', 'admin/tsconfig.json', '--noEmit'],
  [TSC_7, '-p', 'storefront/tsconfig.json', '--noEmit'],
])
const lint = check('lint', 'Lint', [[bin('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings', '--format=unix']])
const format = check('format', 'Format', [[bin('oxfmt', 'bin', 'oxfmt'), '--check']])
const unused = check('unused', 'Dead code', [[bin('knip', 'bin', 'knip.js'), '--no-progress']])
const boundaries: Step = {
  name: 'boundaries',
  title: 'Boundaries between the parts',
  run: async () => {
    const sources = readSources(inRoot())
    const circle = cycle(sources)
    const found = [...breaches(sources), ...(circle ? [`modules need each other in a circle: ${circle.join(' → ')}`] : [])]
    return found.length ? failed(found.join('\n')) : passed(`${sources.length} files`)
  },
}
const unit = vitestStep({ name: 'unit', title: 'Unit, property and API tests', args: [] })

const browser: Step = {
  name: 'browser',
  title: 'A browser for the journeys',
  run: async (note) => {
    try {
      return passed(await findChromium(note))
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error))
    }
  },
}

/** Lanes run beside each other, the steps of a lane one after the other: quick checks and tests here, builds there. */
export const lanes: Step[][] = [
  [generated, types, lint, format, boundaries, unused, unit],
  [admin, h5, weapp, alipay, tt],
  // Where it has to be installed first that is a matter of the network.
  [browser],
]

/** What needs the builds, and the machine for itself. */
export const last: Step[] = [endToEnd]
