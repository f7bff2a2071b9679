import { basename } from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** After all others: it looks at what they left. */
const LAST = 'doctor.test.ts'

/** Journeys by name, the examination of the data at the end. */
export class InOrder extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => (basename(moduleId) === LAST ? `~${moduleId}` : moduleId)
    return Promise.resolve(files.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)))
  }
}
