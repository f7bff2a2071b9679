import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'

export interface SourceFile {
  /** From the root of the checkout. */
  path: string
  text: string
}

interface ImportRule {
  name: string
  why: string
  /** Whether this import is a breach. `to` is a path from the root, or the name of a package. */
  forbids: (from: string, to: string) => boolean
}

interface TextRule {
  name: string
  why: string
  /** What in this file is a breach, if anything. */
  finds: (file: SourceFile) => string | undefined
}

/** From the ground up: a module may need those of its own layer and of lower ones. */
export const layers: readonly (readonly string[])[] = [
  ['catalog', 'search', 'shopper', 'shop', 'store', 'staff', 'media', 'tracking', 'audit', 'settings', 'results'],
  ['promotion', 'inventory', 'purchase-limit', 'card-key', 'wallet', 'points', 'redpacket', 'support', 'content', 'recommendation'],
  [
    'pricing',
    'cart',
    'order',
    'payment',
    'funds',
    'shipping',
    'warehouse',
    'printing',
    'platform-report',
    'after-sales',
    'invoice',
    'review',
    'membership',
    'share',
    'risk',
    'member-card',
    'messaging',
    'live',
  ],
  ['flash-sale', 'group-buy', 'bargain', 'points-mall', 'presale', 'distribution', 'game', 'community', 'gift-card', 'lucky-packet'],
]

const MAX_LINES = 300
/** Tests, SQL and contracts are lists: they are read by looking up, not from top to bottom. */
const MAX_LINES_OF_LISTS = 500

const moduleOf = (path: string): string | undefined => /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1]
const inServer = (path: string): boolean => path.startsWith('server/src/')
const inKernel = (path: string): boolean => path.startsWith('server/src/kernel/')
const inGateways = (path: string): boolean => path.startsWith('server/src/gateways/')
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('server/test/')
const isTesting = (path: string): boolean => /\/testing(\/|\.ts$)/.test(path)
/** Lists of goods and of sentences: there is nothing in them to split by meaning. */
const isData = (path: string): boolean => /^demo\/shops\/|\/i18n\/(zh-CN|en)\.ts$/.test(path)
const isGenerated = (path: string): boolean => /^clients\/|\/modules\/[^/]+\/db\.ts$/.test(path)
const speaksSql = (path: string): boolean => /\/(queries[^/]*\.ts|queries\/.+\.ts|db\.ts)$/.test(path)
const layerOf = (module: string): number => layers.findIndex((names) => names.includes(module))

/** Files whose answer depends on their arguments alone: rules of prices, transitions of states, money. */
const isPure = (path: string): boolean =>
  /\/(conditions|benefits)\/|\/(evaluate|rule|rules|transitions|apportion|freight)\.ts$|kernel\/money\.ts$/.test(path) &&
  inServer(path) &&
  !isTest(path)

const crosses = (from: string, to: string): boolean =>
  moduleOf(from) !== undefined && moduleOf(to) !== undefined && moduleOf(from) !== moduleOf(to)
const isContract = (path: string): boolean => /\/modules\/[^/]+\/contract(\.ts$|\/)/.test(path)
const isPackage = (to: string, name: RegExp): boolean => name.test(to)

/** Who may import whom. */
export const importRules: readonly ImportRule[] = [
  {
    name: 'kernel-knows-no-module',
    why: 'the kernel has no business words',
    forbids: (from, to) => inKernel(from) && (moduleOf(to) !== undefined || inGateways(to)),
  },
  {
    name: 'gateways-know-no-module',
    why: 'a gateway speaks to the outside and knows no module',
    forbids: (from, to) => inGateways(from) && moduleOf(to) !== undefined,
  },
  {
    name: 'modules-meet-at-contracts',
    why: 'a module imports of another only its contract.ts (and from tests its testing.ts)',
    forbids: (from, to) => crosses(from, to) && !isContract(to) && !(isTest(from) || isTesting(from) ? isTesting(to) : false),
  },
  {
    name: 'needs-go-down',
    why: 'a module needs only its own layer and lower ones',
    forbids: (from, to) =>
      crosses(from, to) && !isTest(from) && !isTesting(from) && layerOf(moduleOf(from) ?? '') < layerOf(moduleOf(to) ?? ''),
  },
  {
    name: 'sql-lives-in-queries',
    why: 'only queries.ts, queries/*.ts, db.ts and the kernel speak SQL',
    forbids: (from, to) => isPackage(to, /^kysely($|\/)/) && inServer(from) && !inKernel(from) && !speaksSql(from) && !isTest(from),
  },
  {
    name: 'frameworks-live-in-kernel',
    why: 'only the kernel knows the web framework, the database driver and the job queue',
    forbids: (from, to) => isPackage(to, /^(fastify|@fastify\/.+|pg|pg-boss)$/) && inServer(from) && !inKernel(from) && !isTest(from),
  },
  {
    name: 'rules-are-pure',
    why: 'a business rule sees only what it is given',
    forbids: (from, to) =>
      isPure(from) &&
      (to.startsWith('node:') ||
        inGateways(to) ||
        speaksSql(to) ||
        /\/context\.ts$|kernel\/(db|events|http|jobs|files|log|config|clock|cache)\.ts$/.test(to)),
  },
  {
    name: 'fronts-see-no-server',
    why: 'front ends and clients know the API, not its code',
    forbids: (from, to) => /^(storefront|admin|clients)\//.test(from) && to.startsWith('server/'),
  },
  {
    name: 'fronts-are-apart',
    why: 'the storefront and the console share the clients and the design tokens, nothing else',
    forbids: (from, to) =>
      (from.startsWith('storefront/') && to.startsWith('admin/')) ||
      (from.startsWith('admin/') && to.startsWith('storefront/') && to !== 'storefront/src/design/tokens.ts'),
  },
  {
    name: 'no-testing-in-production',
    why: 'what is made for tests does not run in the shop; only the list of simulators may start them',
    forbids: (from, to) => inServer(from) && !isTest(from) && !isTesting(from) && isTesting(to) && from !== 'server/src/simulators.ts',
  },
]

const usesClock = /\bDate\.now\(\)|\bnew Date\(\)|\bMath\.random\(\)|\bcrypto\.randomUUID\(\)/

/** What must not stand in a file, whatever it imports. */
export const textRules: readonly TextRule[] = [
  {
    name: 'settings-come-from-config',
    why: 'only config.ts reads the environment',
    finds: ({ path, text }) =>
      inServer(path) && !isTest(path) && !path.endsWith('/config.ts') && text.includes('process.env') ? 'reads process.env' : undefined,
  },
  {
    name: 'time-comes-as-argument',
    why: 'a business rule is given the time and any randomness',
    finds: ({ path, text }) => (isPure(path) ? usesClock.exec(text)?.[0] : undefined),
  },
  {
    name: 'modules-have-a-layer',
    why: 'every module stands in the list of layers',
    finds: ({ path }) => {
      const module = moduleOf(path)
      return module !== undefined && layerOf(module) < 0 ? `module ${module} has no layer` : undefined
    },
  },
  {
    name: 'files-are-short',
    why: `a file has at most ${MAX_LINES} lines, tests, SQL and contracts ${MAX_LINES_OF_LISTS}`,
    finds: ({ path, text }) => {
      const lines = text.trimEnd().split('\n').length
      const limit = isTest(path) || isContract(path) || path.endsWith('.sql') ? MAX_LINES_OF_LISTS : MAX_LINES
      return !isGenerated(path) && !isData(path) && lines > limit ? `${lines} lines` : undefined
    },
  },
]

/** What a file imports or re-exports, static and dynamic: paths from the root, or names of packages. */
export function importsOf(file: SourceFile): string[] {
  const fixed = file.text.matchAll(/^\s*(?:import|export)\s(?:[^'"`=()]*?\sfrom\s*)?['"]([^'"]+)['"]/gm)
  const dynamic = file.text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)
  return [...fixed, ...dynamic].map(([, target = '']) => (target.startsWith('.') ? join(dirname(file.path), target) : target))
}

/** Every breach of every rule, a line each. */
export function breaches(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [
    ...importsOf(file).flatMap((to) =>
      importRules.filter((rule) => rule.forbids(file.path, to)).map((rule) => `${file.path} imports ${to}: ${rule.why} (${rule.name})`),
    ),
    ...textRules.flatMap((rule) => {
      const found = rule.finds(file)
      return found === undefined ? [] : [`${file.path}: ${found}: ${rule.why} (${rule.name})`]
    }),
  ])
}

/** The circle in which modules need each other, or nothing. */
export function cycle(files: readonly SourceFile[]): string[] | undefined {
  const needs = new Map<string, Set<string>>()
  for (const file of files.filter(({ path }) => !isTest(path) && !isTesting(path))) {
    const from = moduleOf(file.path)
    for (const to of importsOf(file).map(moduleOf)) if (from && to && from !== to) needs.set(from, (needs.get(from) ?? new Set()).add(to))
  }
  const walk = (node: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node]
    for (const next of needs.get(node) ?? []) {
      const found = walk(next, [...path, node])
      if (found) return found
    }
    return undefined
  }
  for (const node of needs.keys()) {
    const found = walk(node, [])
    if (found) return found
  }
  return undefined
}

const SOURCE_FOLDERS = [
  'server/src',
  'server/test',
  'storefront/src',
  'storefront/config',
  'admin/src',
  'clients',
  'tools',
  'demo',
  'e2e',
  'bench',
]
const NOT_SOURCE = /(^|\/)(node_modules|dist)\//

/** Every source file of the checkout at `root`. */
export function readSources(root: string): SourceFile[] {
  return SOURCE_FOLDERS.flatMap((folder) => {
    const below = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    const paths = below.map((path) => join(folder, path)).filter((path) => /\.(tsx?|mjs|sql)$/.test(path) && !NOT_SOURCE.test(path))
    return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  })
}
