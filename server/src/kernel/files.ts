import { Disk } from 'flydrive'
import { FSDriver } from 'flydrive/drivers/fs'
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

/** Files on the local disk, in `<dataDir>/media`. */
export function openFiles(config: Pick<Config, 'dataDir'>): Files {
  const disk = new Disk(new FSDriver({ location: mediaDir(config), visibility: 'public' }))
  const checked = (key: string): string => {
    if (!keyPattern.test(key)) throw new RangeError(`not a file key: ${key}`)
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

export function mediaDir(config: Pick<Config, 'dataDir'>): string {
  return `${config.dataDir}/media`
}
