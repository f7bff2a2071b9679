/** The browser's own events do. */
export function bridgeQueries(): void {}
