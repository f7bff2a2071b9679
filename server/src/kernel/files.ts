import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
import { S3Driver } from 'flydrive/drivers/s3'
import type { Config } from './config.ts'

/** Where uploaded and generated files are kept. Keys look like `products/2026/…/front.webp`: letters, digits, `-_./` only. */
export interface Files {
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>
  get(key: string): Promise<Buffer>
  exists(key: string): Promise<boolean>
  remove(key: string): Promise<void>
  /** Public address below `/media/`, without a host: clients put their own before it. */
  url(key: string): string
}

const keyPattern = /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9][A-Za-z0-9_./-]{0,400}$/

export const isFileKey = (key: string): boolean => keyPattern.test(key)

type Where = Pick<Config, 'dataDir'> & Partial<Pick<Config, 's3'>>

/** Files on the local disk, in `<dataDir>/media`, or in a bucket of any storage that speaks S3. */
export function openFiles(config: Where): Files {
  const disk = new Disk(driverOf(config))
  const checked = (key: string): string => {
    if (!isFileKey(key)) throw new RangeError(`not a file key: ${key}`)
    return key
  }
  return {
    put: (key, bytes, contentType) => disk.put(checked(key), bytes, { contentType }),
    get: async (key) => Buffer.from(await disk.getBytes(checked(key))),
    exists: (key) => disk.exists(checked(key)),
    remove: (key) => disk.delete(checked(key)),
    url: (key) => `/media/${checked(key)}`,
  }
}

function driverOf({ dataDir, s3 }: Where): FSDriver | S3Driver {
  if (!s3) return new FSDriver({ location: mediaDir({ dataDir }), visibility: 'public' })
  return new S3Driver({
    endpoint: s3.endpoint,
    region: s3.region,
    bucket: s3.bucket,
    credentials: { accessKeyId: s3.accessKey, secretAccessKey: s3.secretKey },
    forcePathStyle: s3.pathStyle,
    // Who may read is a matter of the bucket; many storages know no access lists of objects.
    supportsACL: false,
    visibility: 'public',
    // Checksums that only Amazon asks for are left out: others refuse them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

export function mediaDir(config: Pick<Config, 'dataDir'>): string {
  return `${config.dataDir}/media`
}
