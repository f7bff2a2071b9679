import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { type ecmaVersion, parse } from 'acorn'

export type Platform = 'weapp' | 'alipay' | 'tt'

interface Limits {
  /** What the platform takes in one package and in all, in bytes. */
  packageBytes: number
  totalBytes: number
  /** What we allow ourselves for the main package. */
  budgetBytes: number
  /** The suffix of a page's template. */
  template: string
}

const MiB = 1024 * 1024

/** Sources: the platforms' documents on sub-packages (WeChat 2 MB and 30 MB, Alipay 2 MB and 20 MB, Douyin 2 MB and 20 MB). */
export const limits: Record<Platform, Limits> = {
  weapp: { packageBytes: 2 * MiB, totalBytes: 30 * MiB, budgetBytes: 1.2 * MiB, template: '.wxml' },
  alipay: { packageBytes: 2 * MiB, totalBytes: 20 * MiB, budgetBytes: 1.2 * MiB, template: '.axml' },
  tt: { packageBytes: 2 * MiB, totalBytes: 20 * MiB, budgetBytes: 1.2 * MiB, template: '.ttml' },
}

/** The newest JavaScript that the engines of old phones read. */
const ECMA_VERSION = 2018 satisfies ecmaVersion

export interface MiniProgramReport {
  /** Bytes by package; the main one is called `main`. */
  sizes: Record<string, number>
  problems: string[]
}

interface App {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  subpackages?: { root: string; pages: string[] }[]
}

const forbidden: readonly (readonly [RegExp, string])[] = [
  [/\beval\s*\(/, 'calls eval'],
  [/\bnew Function\s*\((?!["']return this["'])/, 'makes code from text'],
  // Its use, not its mention: zustand has it as a default that is never called when a storage is given.
  [/\bdocument\.cookie|\blocalStorage\s*[.[]/, "uses a browser's storage"],
  [/https?:\/\/(127\.0\.0\.1|localhost)\b/, 'calls this very machine'],
]

/** Looks over the output of a build as the platform would at upload: sizes, language level, pages, templates, forbidden calls. */
export function checkMiniProgram(folder: string, platform: Platform): MiniProgramReport {
  const app: App = JSON.parse(readFileSync(join(folder, 'app.json'), 'utf8'))
  const subPackages = app.subPackages ?? app.subpackages ?? []
  const files = filesBelow(folder).filter((path) => !/LICENSE\.txt$|(^|\/)(project|mini\.project)\..*json$/.test(path))
  const sizes = packageSizes(
    files,
    folder,
    subPackages.map(({ root }) => root.replace(/\/$/, '')),
  )
  const pages = [...app.pages, ...subPackages.flatMap(({ root, pages: below }) => below.map((page) => join(root, page)))]
  const problems = [
    ...sizeProblems(sizes, limits[platform]),
    ...files.filter((path) => path.endsWith('.js')).flatMap((path) => scriptProblems(relative(folder, path), readFileSync(path, 'utf8'))),
    ...pages.flatMap((page) =>
      ['.js', '.json', limits[platform].template]
        .filter((end) => !existsSync(join(folder, page + end)))
        .map((end) => `${page}${end} is missing`),
    ),
    ...(platform === 'weapp' ? templateProblems(folder) : []),
  ]
  return { sizes, problems: [...new Set(problems)] }
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  )

function packageSizes(files: readonly string[], folder: string, roots: readonly string[]): Record<string, number> {
  const sizes: Record<string, number> = { main: 0 }
  for (const path of files) {
    const name = roots.find((root) => relative(folder, path).startsWith(`${root}/`)) ?? 'main'
    sizes[name] = (sizes[name] ?? 0) + statSync(path).size
  }
  return sizes
}

function sizeProblems(sizes: Record<string, number>, { packageBytes, totalBytes, budgetBytes }: Limits): string[] {
  const tooBig = Object.entries(sizes).filter(([, size]) => size > packageBytes)
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0)
  return [
    ...tooBig.map(([name, size]) => `package ${name} has ${mib(size)}, and the platform takes ${mib(packageBytes)}`),
    ...((sizes['main'] ?? 0) > budgetBytes
      ? [`the main package has ${mib(sizes['main'] ?? 0)}, and our budget is ${mib(budgetBytes)}`]
      : []),
    ...(total > totalBytes ? [`all packages have ${mib(total)}, and the platform takes ${mib(totalBytes)}`] : []),
  ]
}

export const mib = (bytes: number): string => `${(bytes / MiB).toFixed(2)} MiB`

/** What in one script a mini program's engine or its reviewers would refuse. */
export function scriptProblems(name: string, text: string): string[] {
  const found = forbidden.filter(([pattern]) => pattern.test(text)).map(([, what]) => `${name} ${what}`)
  try {
    parse(text, { ecmaVersion: ECMA_VERSION })
  } catch (error) {
    found.push(`${name} is newer than ES${ECMA_VERSION}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return found
}

/** Compiles the templates with WeChat's own compiler. */
function templateProblems(folder: string): string[] {
  const { wxmlToJs }: { wxmlToJs: (folder: string) => unknown } = createRequire(import.meta.url)('miniprogram-compiler')
  try {
    wxmlToJs(folder)
    return []
  } catch (error) {
    return [`templates: ${(error instanceof Error ? error.message : String(error)).trim()}`]
  }
}
