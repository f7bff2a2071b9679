import { Box, Text } from '@/kit/base'

/** Basis points as people say them: 1050 is 10.5%. */
export const percent = (bps: number): string => `${bps / 100}%`

export function Figure({ name, value, testId }: { name: string; value: string; testId?: string }) {
  return (
    <Box className="dist-figure">
      <Text className="dist-figure__value" testId={testId}>
        {value}
      </Text>
      <Box className="dist-figure__name">{name}</Box>
    </Box>
  )
}
