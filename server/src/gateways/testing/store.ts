import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Records by their key. A change is on disk before it is answered, as with a real platform; without a path all is in memory. */
export interface Store<T> {
  get: (key: string) => T | undefined
  all: () => T[]
  save: (value: T) => void
  remove: (key: string) => void
}

/** The file is a log of whole records of which the last of each key holds; rewritten at opening. */
export function openStore<T>(keyOf: (value: T) => string, path?: string): Store<T> {
  const records = new Map<string, T>()
  const write = (): void => {
    if (path) writeFileSync(path, [...records.values()].map((value) => `${JSON.stringify(value)}\n`).join(''), { mode: 0o600 })
  }
  if (path) {
    for (const line of linesIn(path)) {
      // Written by `save` below and nobody else.
      const value = JSON.parse(line) as T
      records.set(keyOf(value), value)
    }
    writeFileSync(`${path}.new`, [...records.values()].map((value) => `${JSON.stringify(value)}\n`).join(''), { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
  return {
    get: (key) => records.get(key),
    all: () => [...records.values()],
    save: (value) => {
      records.set(keyOf(value), value)
      if (path) appendFileSync(path, `${JSON.stringify(value)}\n`)
    },
    remove: (key) => {
      if (records.delete(key)) write()
    },
  }
}

function linesIn(path: string): string[] {
  mkdirSync(dirname(path), { recursive: true })
  try {
    const text = readFileSync(path, 'utf8')
    // A kill in the middle of a write leaves half a last line: it was never answered, so it never happened.
    return text
      .slice(0, text.lastIndexOf('\n') + 1)
      .split('\n')
      .filter(Boolean)
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return []
    throw fault
  }
}
