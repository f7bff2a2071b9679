import { classNames } from '@/lib/class-names'
import { Box } from './base'
import './skeleton.scss'

const many = (count: number) => Array.from({ length: count }, (_, at) => at)

/** One grey bone. */
export function Bone({
  width = '100%',
  height = 14,
  round,
  className,
}: {
  width?: string
  height?: number
  round?: boolean
  className?: string
}) {
  return <Box className={classNames('bone', round && 'bone--round', className)} style={{ width, height: `${height}px` }} />
}

/** What a waterfall of products looks like before it has come. */
export function CardsSkeleton({ count = 4 }: { count?: number }) {
  return (
    <Box className="bones bones--cards" hidden>
      {many(count).map((at) => (
        <Box key={at} className="bones__card">
          <Box className="bone bones__square" />
          <Box className="bones__lines">
            <Bone />
            <Bone width="70%" />
            <Bone width="40%" height={18} />
          </Box>
        </Box>
      ))}
    </Box>
  )
}

/** Rows with a picture at the left. */
export function RowsSkeleton({ count = 4, plain }: { count?: number; plain?: boolean }) {
  return (
    <Box className="bones" hidden>
      {many(count).map((at) => (
        <Box key={at} className="bones__row">
          {plain ? null : <Bone width="72px" height={72} className="bones__thumb" />}
          <Box className="bones__lines">
            <Bone width="80%" />
            <Bone width="55%" />
            <Bone width="30%" />
          </Box>
        </Box>
      ))}
    </Box>
  )
}
