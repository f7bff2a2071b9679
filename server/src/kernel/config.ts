import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'

const flag = (byDefault: boolean) => z.stringbool().default(byDefault)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)

/** `inventory=http://host:3100,order=http://…` */
const places = list.transform((parts, ctx) => {
  const found: Record<string, string> = {}
  for (const part of parts) {
    const [name = '', url = ''] = part.split(/=(.*)/s)
    if (!name || !URL.canParse(url)) ctx.addIssue({ code: 'custom', message: `"${part}" is not name=url` })
    found[name] = url.replace(/\/+$/, '')
  }
  return found
})

const Environment = z.object({
  NODE_ENV: z.string().default('development'),
  /** Where the server listens. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** What a browser outside calls this server; payment notifications and media links are built on it. */
  PUBLIC_URL: z.url().optional(),
  /** How many proxies in front may be believed about the caller's address. */
  TRUST_PROXY: z.coerce.number().int().min(0).default(0),
  /** postgres://user:password@host:port/database. `npm start` fills it with the database it brings. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Connections of this process to the database. */
  DATABASE_POOL: z.coerce.number().int().min(2).max(500).default(20),
  /** Off for poolers that cannot carry named prepared statements (PgBouncer before 1.21 in transaction mode). */
  DATABASE_PREPARE: flag(true),
  /** redis://… that several processes share. Without one each process has a gate of its own in its memory. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Uploaded files, and beside it `secrets.json`. */
  DATA_DIR: z.string().default('.puzi/data'),
  /** Uploaded files in a bucket instead of on the disk: all of these but the path style, or none. */
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().min(3).optional(),
  S3_ACCESS_KEY: z.string().min(1).optional(),
  S3_SECRET_KEY: z.string().min(1).optional(),
  /** The bucket in the path of the address, not in the host name. */
  S3_PATH_STYLE: flag(false),
  /** A CDN in front of the bucket: browsers are sent there for uploaded files. */
  CDN_URL: z.url().optional(),
  /** Demo people, demo cashier, simulators. Never on in production unless asked for. */
  DEMO: z.stringbool().optional(),
  /** Where the simulators of the outside world listen in demo mode. */
  SIM_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  /** Modules this process runs; all when empty. */
  MODULES: list.default([]),
  /** Modules that run in other processes, and where. */
  ELSEWHERE: places.default({}),
  /** What this process does: answer requests, deliver events and jobs, start timed work. */
  ROLES: list.pipe(z.array(z.enum(['http', 'worker', 'cron']))).default(['http', 'worker', 'cron']),
  /** Signs and encrypts what leaves the server; 32 bytes or more. Generated at first start when absent. */
  SECRET_KEY: z.string().min(32).optional(),
  /** What one process of this installation shows another. Generated at first start when absent. */
  INTERNAL_TOKEN: z.string().min(32).optional(),
  /** How often one caller may call an operation; off only for load tests. */
  RATE_LIMITS: flag(true),
  /** People let in to flash sales a second by each process; about as many orders as it can take besides answering. */
  FLASH_PACE: z.coerce.number().int().min(1).max(10_000).default(20),
  /** Check every reply against its schema before it leaves. Tests do; it costs as much as making the reply. */
  CHECK_REPLIES: flag(false),
  /** By how much this process takes itself to be ahead of the machine's clock: for rehearsing deadlines. */
  CLOCK_AHEAD_SECONDS: z.coerce.number().int().default(0),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

/** A bucket of a storage that speaks S3. */
export interface S3 {
  endpoint: string
  region: string
  bucket: string
  accessKey: string
  secretKey: string
  pathStyle: boolean
}

export type ProcessRole = 'http' | 'worker' | 'cron'

/** The settings of one process, parsed once at start. */
export interface Config {
  production: boolean
  port: number
  host: string
  publicUrl: string
  trustProxy: number
  databaseUrl: string
  databasePool: number
  databasePrepare: boolean
  /** Absent: what processes could share is kept by each for itself. */
  redisUrl?: string | undefined
  dataDir: string
  /** Absent: files are on the disk. */
  s3?: S3 | undefined
  /** Without a slash at the end. */
  cdnUrl?: string | undefined
  demo: boolean
  simPort: number
  modules: readonly string[]
  elsewhere: Readonly<Record<string, string>>
  roles: readonly ProcessRole[]
  secretKey: string
  internalToken: string
  rateLimits: boolean
  checkReplies: boolean
  /** Absent: as many as come. */
  flashPace?: number | undefined
  clockAheadMs: number
  logLevel: string
}

/** Reads the settings; throws one error that names every fault. The only reader of the environment. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Environment.safeParse(present)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`the settings are not usable:\n${faults.join('\n')}`)
  }
  const e = parsed.data
  const production = e.NODE_ENV === 'production'
  const dataDir = resolve(e.DATA_DIR)
  const secrets = e.SECRET_KEY && e.INTERNAL_TOKEN ? undefined : keptSecrets(join(dirname(dataDir), 'secrets.json'))
  return {
    production,
    port: e.PORT,
    host: e.HOST,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    trustProxy: e.TRUST_PROXY,
    databaseUrl: e.DATABASE_URL,
    databasePool: e.DATABASE_POOL,
    databasePrepare: e.DATABASE_PREPARE,
    redisUrl: e.REDIS_URL,
    dataDir,
    s3: s3Of(e),
    cdnUrl: e.CDN_URL?.replace(/\/+$/, ''),
    demo: e.DEMO ?? !production,
    simPort: e.SIM_PORT,
    modules: e.MODULES,
    elsewhere: e.ELSEWHERE,
    roles: e.ROLES,
    secretKey: e.SECRET_KEY ?? secrets?.secretKey ?? '',
    internalToken: e.INTERNAL_TOKEN ?? secrets?.internalToken ?? '',
    rateLimits: e.RATE_LIMITS,
    checkReplies: e.CHECK_REPLIES,
    flashPace: e.FLASH_PACE,
    clockAheadMs: e.CLOCK_AHEAD_SECONDS * 1000,
    logLevel: e.LOG_LEVEL,
  }
}

function s3Of(e: z.output<typeof Environment>): S3 | undefined {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey } = e
  if (!endpoint && !bucket && !accessKey && !secretKey) return undefined
  if (!endpoint || !bucket || !accessKey || !secretKey)
    throw new Error('the settings are not usable:\n  S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY and S3_SECRET_KEY go together')
  return { endpoint, bucket, accessKey, secretKey, region: e.S3_REGION, pathStyle: e.S3_PATH_STYLE }
}

const Secrets = z.object({ secretKey: z.string().min(32), internalToken: z.string().min(32) })

/** Secrets are made at the first start and kept; there is no default that two installations could share. */
function keptSecrets(path: string): z.output<typeof Secrets> {
  mkdirSync(dirname(path), { recursive: true })
  const fresh = { secretKey: randomBytes(32).toString('hex'), internalToken: randomBytes(32).toString('hex') }
  try {
    writeFileSync(path, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
    return fresh
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return Secrets.parse(JSON.parse(readFileSync(path, 'utf8')))
  }
}
