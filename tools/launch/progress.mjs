// Plain JavaScript: used before packages are there.

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const HEARTBEAT_MS = 30_000

/**
 * @typedef {object} Task
 * @property {(text: string) => void} note what it is doing right now
 * @property {(text?: string) => void} done
 * @property {(text?: string) => void} fail
 */
/**
 * Shows several tasks at once: moving lines in a terminal, one line at the start and one at the end of each elsewhere.
 * @typedef {object} Board
 * @property {(title: string) => Task} start
 * @property {(line?: string) => void} print
 */

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`

/** @param {NodeJS.WriteStream} [out] */
export function paint(out = process.stdout) {
  const on = out.isTTY && !process.env['NO_COLOR']
  /** @param {number} code */
  const color = (code) => (/** @type {string} */ text) => (on ? `\u001b[${code}m${text}\u001b[0m` : text)
  return { green: color(32), red: color(31), yellow: color(33), dim: color(2), bold: color(1), cyan: color(36) }
}

/** @typedef {{ title: string, since: number, note: string }} Entry */

/** @param {Entry} entry */
const describe = (entry) => `${entry.title}  ${seconds(Date.now() - entry.since)}${entry.note ? `  ${entry.note}` : ''}`

/**
 * @param {NodeJS.WriteStream} [out]
 * @returns {Board}
 */
export function createBoard(out = process.stdout) {
  const { green, red, dim } = paint(out)
  /** @type {Set<Entry>} */
  const active = new Set()
  const screen = out.isTTY && !process.env['CI'] ? movingScreen(out, active) : plainScreen(out, active)
  /** @param {Entry} entry @param {string} sign @param {string} text */
  const end = (entry, sign, text) => {
    if (!active.delete(entry)) return
    screen.print(`${sign} ${entry.title}  ${dim(seconds(Date.now() - entry.since))}${text ? `  ${text}` : ''}`)
    if (!active.size) screen.rest()
  }
  return {
    print: screen.print,
    start(title) {
      const entry = { title, since: Date.now(), note: '' }
      active.add(entry)
      screen.wake(title)
      return {
        note: (text) => {
          entry.note = text
        },
        done: (text = '') => end(entry, green('  ✓'), dim(text)),
        fail: (text = '') => end(entry, red('  ✗'), text),
      }
    },
  }
}

/** @typedef {{ print: (line?: string) => void, wake: (title: string) => void, rest: () => void }} Screen */

/**
 * Keeps what is going on in the last lines of a terminal.
 * @param {NodeJS.WriteStream} out
 * @param {Set<Entry>} active
 * @returns {Screen}
 */
function movingScreen(out, active) {
  const { cyan } = paint(out)
  let drawn = 0
  let frame = 0
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const erase = () => {
    if (drawn) out.write(`\u001b[${drawn}A\u001b[0J`)
    drawn = 0
  }
  const draw = () => {
    erase()
    for (const entry of active) {
      out.write(`  ${cyan(FRAMES[frame % FRAMES.length] ?? '')} ${describe(entry).slice(0, (out.columns || 80) - 5)}\n`)
      drawn += 1
    }
  }
  const tick = () => {
    frame += 1
    draw()
  }
  return {
    print: (line = '') => {
      erase()
      out.write(`${line}\n`)
      draw()
    },
    wake: () => {
      timer ??= setInterval(tick, 100).unref()
    },
    rest: () => {
      clearInterval(timer)
      timer = undefined
    },
  }
}

/**
 * Writes a line at the start and at the end of each task, and now and then that it goes on.
 * @param {NodeJS.WriteStream} out
 * @param {Set<Entry>} active
 * @returns {Screen}
 */
function plainScreen(out, active) {
  const print = (line = '') => void out.write(`${line}\n`)
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  const beat = () => {
    for (const entry of active) print(`  … ${describe(entry)}`)
  }
  return {
    print,
    wake: (title) => {
      print(`  … ${title}`)
      timer ??= setInterval(beat, HEARTBEAT_MS).unref()
    },
    rest: () => {
      clearInterval(timer)
      timer = undefined
    },
  }
}
