/** The platform's own router hides no page that is in front. */
export function keepFrontPageShown(): void {}
