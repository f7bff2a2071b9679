import type { DeliveryPlace } from '@puzi/shop-client'
import { useState } from 'react'
import { canServe, isFree, type Slot } from '@/features/delivery/choice'
import { dayName, distanceText, hoursText } from '@/features/delivery/words'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { Popup } from '@/kit/Popup'
import { Empty } from '@/kit/States'
import { Tabs } from '@/kit/Tabs'
import { Tag } from '@/kit/Tag'
import { classNames } from '@/lib/class-names'
import { money } from '@/lib/money'

type Way = 'pickup' | 'local'

interface PlaceProps {
  open: boolean
  onClose: () => void
  kind: Way
  /** Nearest first. */
  places: readonly DeliveryPlace[]
  chosenId: string | undefined
  onChoose: (pointId: string) => void
}

/** Stores, nearest first; one that cannot serve says why. */
export function PlaceSheet({ open, onClose, kind, places, chosenId, onChoose }: PlaceProps) {
  return (
    <Popup open={open} onClose={onClose} title={t(kind === 'pickup' ? 'delivery.choosePlace' : 'delivery.chooseFrom')} testId="place-sheet">
      {places.map((place) => {
        const serves = canServe(place, kind)
        return (
          <Tap
            key={place.id}
            className={classNames('place', place.id === chosenId && 'place--on')}
            testId="place-option"
            pressed={place.id === chosenId}
            disabled={!serves}
            onTap={() => {
              onChoose(place.id)
              onClose()
            }}
          >
            <Box className="place__main">
              <Box className="place__name">
                {place.name} {serves ? null : <Tag>{t(`delivery.tag.${whyNot(place, kind)}`)}</Tag>}
              </Box>
              <Box className="place__note">{place.address}</Box>
              <Box className="place__note">{hoursText(place.hours, place.closedDays)}</Box>
            </Box>
            <Box className="place__end">
              {place.meters === null ? null : <Text className="place__far">{distanceText(place.meters)}</Text>}
              {kind === 'local' && place.feeFen !== null ? <Text className="place__fee">{money(place.feeFen)}</Text> : null}
              {place.id === chosenId ? <Icon name="check" size={18} className="place__check" /> : null}
            </Box>
          </Tap>
        )
      })}
    </Popup>
  )
}

function whyNot(place: DeliveryPlace, kind: Way): 'paused' | 'far' | 'full' {
  if (place.paused) return 'paused'
  return kind === 'local' && place.feeFen === null ? 'far' : 'full'
}

interface SlotProps {
  open: boolean
  onClose: () => void
  kind: Way
  slots: readonly Slot[]
  chosen: Slot | undefined
  onChoose: (slot: Slot) => void
}

/** Times by day; what is full or has begun is grey. */
export function SlotSheet({ open, onClose, kind, slots, chosen, onChoose }: SlotProps) {
  const days = [...new Set(slots.map((slot) => slot.day))]
  const [picked, setPicked] = useState<string>()
  const day = picked ?? chosen?.day ?? days[0] ?? ''
  return (
    <Popup open={open} onClose={onClose} title={t(kind === 'pickup' ? 'delivery.pickupTime' : 'delivery.bringTime')} testId="slot-sheet">
      {days.length === 0 ? <Empty icon="clock" text={t('delivery.no_slot')} /> : null}
      {days.length > 1 ? (
        <Tabs
          items={days.map((key) => ({ key, title: dayName(key) }))}
          value={day}
          onChange={setPicked}
          label={t('delivery.day')}
          testId="slot-day"
        />
      ) : null}
      <Box className="slots">
        {slots
          .filter((slot) => slot.day === day)
          .map((slot) => {
            const free = isFree(slot, kind)
            const on = slot.day === chosen?.day && slot.span === chosen.span
            return (
              <Tap
                key={slot.span}
                className={classNames('slot', on && 'slot--on', !free && 'slot--off')}
                testId="slot-option"
                pressed={on}
                disabled={!free}
                onTap={() => {
                  onChoose(slot)
                  onClose()
                }}
              >
                <Text className="slot__span">{slot.span}</Text>
                <Text className="slot__left">
                  {free
                    ? slot.left <= 5
                      ? t('delivery.left', { count: slot.left })
                      : t('delivery.free')
                    : t(slot.left > 0 ? 'delivery.begun' : 'delivery.full')}
                </Text>
              </Tap>
            )
          })}
      </Box>
    </Popup>
  )
}
