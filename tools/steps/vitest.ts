import { readFileSync, rmSync } from 'node:fs'
import { inRoot, inState, logFile } from '../launch/paths.ts'
import { runLogged, tail } from '../launch/process.mjs'
import { readIfThere } from '../launch/lock.mjs'
import { failed, type Outcome, type Step } from './step.ts'

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  success: boolean
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

/** Of what failed; the whole log has the rest. */
const MOST_LINES = 400

/** A step that is a run of vitest; its counts are those of the tests. */
export function vitestStep(step: { name: string; title: string; args: readonly string[] }): Step {
  return {
    name: step.name,
    title: step.title,
    run: async (note) => {
      const log = logFile(`test-${step.name}`)
      const json = inState('logs', `test-${step.name}.json`)
      rmSync(json, { force: true })
      const args = ['run', ...step.args, '--reporter=default', '--reporter=json', `--outputFile.json=${json}`]
      const timer = setInterval(() => note(progressOf(log)), 2000)
      const env = { ...process.env, NO_COLOR: '1' }
      const code = await runLogged(process.execPath, [inRoot('node_modules', 'vitest', 'vitest.mjs'), ...args], { log, cwd: inRoot(), env })
      clearInterval(timer)
      const text = readIfThere(json)
      if (text === undefined) return failed(`vitest ended with ${code} and without a report:\n${tail(log, 40)}`)
      return outcomeOf(JSON.parse(text), code, log)
    },
  }
}

const progressOf = (log: string): string => {
  const files = readFileSync(log, 'utf8').match(/^ [✓❯×] /gm)?.length ?? 0
  return files ? `${files} files done` : ''
}

/** The counts of a report; whatever failed outside of a test (a file that does not load, a leaked error) counts as one more. */
export function outcomeOf(report: Report, code: number, log: string): Outcome {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const complaints = [
    ...broken.map((file) => `${shortName(file.name)}\n${file.message}`),
    ...report.testResults.flatMap((file) =>
      file.assertionResults.filter((test) => test.status === 'failed').map((test) => complaintOf(file.name, test)),
    ),
  ]
  if (code !== 0 && !complaints.length) complaints.push(`vitest ended with ${code}:\n${tail(log, 40)}`)
  const inTests = report.numFailedTests
  return {
    passed: report.numPassedTests,
    failed: complaints.length ? Math.max(inTests + broken.length, 1) : 0,
    skipped: report.numPendingTests + report.numTodoTests,
    note: `${report.testResults.length} files`,
    ...(complaints.length ? { detail: toldInLog(log) || complaints.join('\n\n') } : {}),
  }
}

function complaintOf(file: string, test: { fullName: string; failureMessages: string[] }): string {
  const message = test.failureMessages
    .join('\n')
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .slice(0, 24)
    .join('\n')
  return `${shortName(file)} › ${test.fullName}\n${message}`
}

/** vitest's own account of what failed, with the differences and the lines of code, which its report leaves out. */
function toldInLog(log: string): string {
  const text = tail(log, 5000)
  const start = text.search(/^⎯+.* Failed (Suites|Tests) /m)
  const end = text.lastIndexOf('\n Test Files ')
  return start < 0 || end < start ? '' : text.slice(start, end).split('\n').slice(0, MOST_LINES).join('\n')
}

const shortName = (path: string): string => path.replace(`${inRoot()}/`, '')
