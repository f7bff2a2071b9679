import type { Outcome } from './outcome.ts'

export interface PlatformIdentity {
  /** Who the person is to this mini program. */
  openId: string
  /** Who the person is to all programs of one owner, where the platform tells. */
  unionId?: string
  /** Base64; decrypts what the client hands over. Never leaves the server. */
  sessionKey: string
}

/** What a mini program's host can tell about the person in front of it. */
export interface MiniProgramPlatform {
  name: string
  appId: string
  /** `code` comes from the client, works once and for five minutes. Refused as `code_bad` when it does not, `blocked` for a person the platform distrusts. */
  login: (code: string) => Promise<Outcome<PlatformIdentity>>
  /** `code` comes from the phone-number button and is another one than that of login. */
  phoneNumber: (code: string) => Promise<Outcome<{ phone: string; countryCode: string }>>
}
