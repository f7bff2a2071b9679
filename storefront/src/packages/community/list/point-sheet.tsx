import type { CommunityPoint } from '@puzi/shop-client'
import { distanceText } from '@/features/delivery/words'
import { t } from '@/i18n'
import { Box, Tap } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Icon } from '@/kit/Icon'
import { Popup } from '@/kit/Popup'
import { Tag } from '@/kit/Tag'
import { toast } from '@/kit/overlays-store'
import { chooseSpot } from '@/platform/spot'
import { usePointChoice } from '../point'

interface Props {
  open: boolean
  onClose: () => void
  points: readonly CommunityPoint[]
  chosenId: string | undefined
}

/** Leaders, the nearest first once one says where one is. */
export function PointSheet({ open, onClose, points, chosenId }: Props) {
  const near = async () => {
    const spot = await chooseSpot()
    if (!spot) return toast(t('community.noSpot'))
    usePointChoice.setState({ spot: { lng: spot.lng, lat: spot.lat } })
  }
  const choose = (id: string) => {
    usePointChoice.setState({ id })
    onClose()
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('community.choose')}
      testId="community-points"
      foot={
        <Button kind="line" block icon="pin" testId="community-near" onTap={near}>
          {t('community.near')}
        </Button>
      }
    >
      {points.map((point) => (
        <Tap key={point.id} className="community-point community-point--row" testId="community-choose" onTap={() => choose(point.id)}>
          <Box className="community-main">
            <Box className="community-point__name">
              {point.pointName} {point.last ? <Tag tone="quiet">{t('community.last')}</Tag> : null}
            </Box>
            <Box className="community-note">
              {[point.address, point.meters === null ? '' : distanceText(point.meters)].filter(Boolean).join(' · ')}
            </Box>
            <Box className="community-note">
              {t('community.leaderHours', { name: point.leaderName, from: point.opens, to: point.closes })}
            </Box>
          </Box>
          {point.id === chosenId ? <Icon name="check" size={20} className="community-point__icon" /> : null}
        </Tap>
      ))}
    </Popup>
  )
}
