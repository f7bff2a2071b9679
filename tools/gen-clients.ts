import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Operation } from '../server/src/kernel/contract.ts'
import { clientOf } from './gen/client.ts'
import { findOperations } from './gen/contracts.ts'
import { openapiOf } from './gen/openapi.ts'

const root = join(import.meta.dirname, '..')
const faces: readonly Operation['face'][] = ['shop', 'admin', 'open']

/** Writes the OpenAPI document and the typed client of every face that has operations. Gives the files that changed. */
export async function genClients(
  options = { modulesDir: join(root, 'server/src/modules'), outDir: join(root, 'clients') },
): Promise<string[]> {
  const all = await findOperations(options.modulesDir)
  const changed: string[] = []
  for (const face of faces) {
    const mine = all.filter(({ operation }) => operation.face === face)
    if (mine.length === 0) continue
    const files = { 'openapi.json': `${JSON.stringify(openapiOf(face, mine), null, 2)}\n`, 'client.ts': clientOf(face, mine) }
    for (const [name, text] of Object.entries(files)) {
      const path = join(options.outDir, face, name)
      if (writeIfChanged(path, text)) changed.push(path)
    }
  }
  return changed
}

function writeIfChanged(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true })
  try {
    if (readFileSync(path, 'utf8') === text) return false
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  writeFileSync(path, text)
  return true
}

if (import.meta.main) for (const path of await genClients()) console.log(`wrote ${path.slice(root.length + 1)}`)
