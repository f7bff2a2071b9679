import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transitions as ofRequests } from '../server/src/modules/after-sales/transitions.ts'
import { transitions as ofInvoices } from '../server/src/modules/invoice/transitions.ts'
import { transitions } from '../server/src/modules/order/transitions.ts'

const root = join(import.meta.dirname, '..')

interface Move {
  from: string
  to: string
  by: readonly string[]
  when: string
}

/** A table of moves, for the module's page. */
export function transitionTable(moves: readonly Move[] = transitions): string {
  const rows = moves.map(({ from, to, by, when }) => `| ${from} | ${to} | ${by.join(', ')} | ${when} |`)
  return ['| from | to | by | when |', '|---|---|---|---|', ...rows].join('\n')
}

/** Puts a text between the marks `<!-- name: … -->` and `<!-- /name -->` of a page. */
export function between(page: string, name: string, text: string): string {
  const marks = new RegExp(`(<!-- ${name}:[^>]*-->\n)[^]*?(<!-- /${name} -->)`)
  if (!marks.test(page)) throw new Error(`the page has no place for "${name}"`)
  return page.replace(marks, (_, open: string, close: string) => `${open}${text}\n${close}`)
}

/** Draws what documents take from the code. Answers the files that changed. */
export function genDocs(): string[] {
  const tables: Record<string, readonly Move[]> = { order: transitions, 'after-sales': ofRequests, invoice: ofInvoices }
  return Object.entries(tables).flatMap(([module, moves]) => draw(`server/src/modules/${module}/README.md`, moves))
}

function draw(file: string, moves: readonly Move[]): string[] {
  const path = join(root, file)
  const before = readFileSync(path, 'utf8')
  const after = between(before, 'transitions', transitionTable(moves))
  if (after === before) return []
  writeFileSync(path, after)
  return [path]
}
