import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readIfThere } from '../launch/lock.mjs'

const read = (path: string): Record<string, string> => JSON.parse(readIfThere(path) ?? '{}')

/** A secret of this installation, made up at its first use. `fresh` says that nobody can know it yet. */
export function secret(path: string, name: string): { value: string; fresh: boolean } {
  const known = read(path)[name]
  if (known !== undefined) return { value: known, fresh: false }
  const value = randomBytes(24).toString('base64url')
  mkdirSync(dirname(path), { recursive: true })
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, `${JSON.stringify({ ...read(path), [name]: value }, undefined, 2)}\n`, { mode: 0o600 })
  renameSync(beside, path)
  return { value, fresh: true }
}
