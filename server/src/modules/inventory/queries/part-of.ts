/** For `ilike`: anything that has this text somewhere in it. */
export const partOf = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
