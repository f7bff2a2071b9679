/** Mini programs have no keyboard to escape with. */
export function useEscape(_active: boolean, _close: () => void): void {}
