import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeProcess, isAlive, tryLock, withLock } from './lock.mjs'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'puzi-lock-'))
  path = join(folder, 'it.lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

const gone = (): number => spawnSync(process.execPath, ['-e', '']).pid

test('a lock has one holder, and says who', () => {
  const first = tryLock(path)
  expect(first.held).toBe(true)
  expect(tryLock(path)).toEqual({ held: false, by: process.pid })
  if (first.held) first.release()
  expect(tryLock(path).held).toBe(true)
})

test('the lock of a process that is gone is taken over, and nothing else is left', () => {
  writeFileSync(path, String(gone()))
  expect(tryLock(path).held).toBe(true)
  expect(readdirSync(folder)).toEqual(['it.lock'])
})

test('of many processes that want a stale lock at once, one gets it at a time', async () => {
  writeFileSync(path, String(gone()))
  const counter = join(folder, 'inside')
  const module = JSON.stringify(new URL('./lock.mjs', import.meta.url).href)
  const code = `
    const { withLock } = await import(${module}); const fs = await import('node:fs')
    await withLock(process.argv[1], async () => {
      fs.writeFileSync(process.argv[2], '', { flag: 'wx' })
      await new Promise((go) => setTimeout(go, 20))
      fs.rmSync(process.argv[2])
    })`
  const children = Array.from({ length: 8 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', code, path, counter], { stdio: 'inherit' }),
  )
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number)) // what `exit` gives first
  expect(codes).toEqual(codes.map(() => 0))
  expect(existsSync(path)).toBe(false)
})

test('a lock is let go of when the work fails', async () => {
  const fails = withLock(path, () => Promise.reject(new Error('no')))
  await expect(fails).rejects.toThrow('no')
  expect(existsSync(path)).toBe(false)
})

test('a process is described by its parent and its command line, and one that is gone by nothing', () => {
  expect(describeProcess(process.pid)).toMatchObject({ parent: process.ppid })
  expect(describeProcess(process.pid)?.command).toContain('node')
  expect(describeProcess(gone())).toBeUndefined()
  expect(isAlive(process.pid)).toBe(true)
  expect(isAlive(gone())).toBe(false)
})
