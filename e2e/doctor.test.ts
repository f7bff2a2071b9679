import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { inRoot } from '../tools/launch/paths.ts'
import { expect, test } from './harness.ts'

const run = promisify(execFile)

test('after all journeys every invariant holds on the data they left', async () => {
  const env = { ...process.env, ...inject('shopEnv') }
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', inRoot('server', 'src', 'doctor.ts')], { env })
  expect(stdout).toContain(' 0 violations')
})
