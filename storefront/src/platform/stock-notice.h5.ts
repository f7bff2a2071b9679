/** Browsers have no messages to consent to: the mark in "mine" tells. */
export const askForNotice = (): Promise<void> => Promise.resolve()
