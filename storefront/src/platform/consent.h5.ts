/** Browsers have no messages to consent to: the inbox tells. */
export const hasPushes = false

export const askConsent = (_triggers: readonly string[]): Promise<void> => Promise.resolve()

export const loadConsents = (): Promise<void> => Promise.resolve()
