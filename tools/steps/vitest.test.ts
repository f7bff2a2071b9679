import { expect, test } from 'vitest'
import { outcomeOf } from './vitest.ts'

const file = (name: string, ...tests: ('passed' | 'failed' | 'pending')[]) => ({
  name,
  status: tests.includes('failed') ? 'failed' : 'passed',
  message: '',
  assertionResults: tests.map((status, index) => ({
    status,
    fullName: `test ${index}`,
    failureMessages: status === 'failed' ? ['Error: it broke'] : [],
  })),
})

const report = (...files: ReturnType<typeof file>[]) => {
  const count = (status: string) => files.flatMap((one) => one.assertionResults).filter((one) => one.status === status).length
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('pending'),
    numTodoTests: 0,
    success: false,
    testResults: files,
  }
}

test('tests are counted, and those that failed are told with their reason', () => {
  const outcome = outcomeOf(report(file('a.test.ts', 'passed', 'failed'), file('b.test.ts', 'passed', 'pending')), 1, '')
  expect(outcome).toMatchObject({ passed: 2, failed: 1, skipped: 1 })
  expect(outcome.detail).toContain('a.test.ts › test 1')
  expect(outcome.detail).toContain('it broke')
})

test('a file that does not even load counts as a failure', () => {
  const broken = { ...file('c.test.ts'), status: 'failed', message: 'Cannot find module' }
  expect(outcomeOf(report(file('a.test.ts', 'passed'), broken), 1, '')).toMatchObject({ passed: 1, failed: 1 })
})

test('a run that ends badly although every test passed is a failure', () => {
  expect(outcomeOf(report(file('a.test.ts', 'passed')), 1, '')).toMatchObject({ passed: 1, failed: 1 })
})

test('a run in which all is well has no complaint', () => {
  expect(outcomeOf(report(file('a.test.ts', 'passed')), 0, '').detail).toBeUndefined()
})
