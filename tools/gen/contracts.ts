import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Operation } from '../../server/src/kernel/contract.ts'

export interface Declared {
  module: string
  operation: Operation
}

/** Every operation that a module's contract exports (`contract.ts`, `contract-*.ts`, or the files of `contract/`), by id. */
export async function findOperations(modulesDir: string): Promise<Declared[]> {
  const found = new Map<string, Declared>()
  for (const module of readdirSync(modulesDir).sort()) {
    for (const file of contractFiles(join(modulesDir, module))) {
      const exported: Record<string, unknown> = await import(pathToFileURL(file).href)
      for (const operation of Object.values(exported).filter(isOperation)) {
        const known = found.get(operation.id)
        // A contract may re-export what a part of it declares.
        if (known && known.operation !== operation)
          throw new Error(`two operations are called "${operation.id}": in ${known.module} and ${module}`)
        if (!known) found.set(operation.id, { module, operation })
      }
    }
  }
  const all = [...found.values()].sort((a, b) => (a.operation.id < b.operation.id ? -1 : 1))
  refuseSameRoute(all)
  return all
}

function contractFiles(dir: string): string[] {
  const beside = readdirSync(dir).filter((file) => /^contract(-[a-z-]+)?\.ts$/.test(file))
  const folder = join(dir, 'contract')
  const inside = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')) : []
  return [...beside.sort().map((file) => join(dir, file)), ...inside.sort().map((file) => join(folder, file))]
}

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'face' in value && 'path' in value && 'access' in value && 'reply' in value
}

function refuseSameRoute(all: readonly Declared[]): void {
  const routes = new Map<string, string>()
  for (const { operation } of all) {
    const route = `${operation.method} /${operation.face}${operation.path.replaceAll(/:\w+/g, ':')}`
    const other = routes.get(route)
    if (other) throw new Error(`${operation.id} and ${other} are both ${route}`)
    routes.set(route, operation.id)
  }
}
