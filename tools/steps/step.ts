import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { inRoot, logFile } from '../launch/paths.ts'
import { runLogged, tail } from '../launch/process.mjs'

export interface Outcome {
  passed: number
  failed: number
  skipped: number
  /** One line beside the step. */
  note?: string
  /** What is wrong, shown in full when something failed. */
  detail?: string
}

export interface Step {
  /** What `--only` calls it. */
  name: string
  title: string
  run: (note: (text: string) => void) => Promise<Outcome>
}

export const passed = (note?: string): Outcome => ({ passed: 1, failed: 0, skipped: 0, ...(note ? { note } : {}) })
export const failed = (detail: string): Outcome => ({ passed: 0, failed: 1, skipped: 0, detail })

/** A step that is one program, which says what is wrong and ends with something else than 0. */
export function check(name: string, title: string, commands: readonly (readonly string[])[]): Step {
  return {
    name,
    title,
    run: async () => {
      const complaints: string[] = []
      for (const [index, args] of commands.entries()) {
        const log = logFile(`test-${name}${index || ''}`)
        mkdirSync(dirname(log), { recursive: true })
        const code = await runLogged(process.execPath, args, { log, cwd: inRoot() })
        if (code !== 0) complaints.push(tail(log, 60) || `it ended with ${code} and said nothing`)
      }
      return complaints.length ? failed(complaints.join('\n\n')) : passed()
    },
  }
}

/** Whether a program can be found and run. */
export function hasProgram(name: string, args: readonly string[] = ['--version']): boolean {
  return spawnSync(name, args, { stdio: 'ignore' }).status === 0
}
