/** Gifts and coupons that follow the payment apply without taking money off: they have rows of their own. */
export const takesOff = (offer: { amountFen: number } | { goodsFen: number; freightFen: number }): boolean =>
  ('amountFen' in offer ? offer.amountFen : offer.goodsFen + offer.freightFen) > 0
