/** Signed distance to the outline of a flat shape: negative inside, in the unit of its coordinates; y points down. */
export type Distance = (x: number, y: number) => number;

export const disc = (centreX: number, centreY: number, radius: number): Distance => {
  return (x, y) => Math.sqrt((x - centreX) * (x - centreX) + (y - centreY) * (y - centreY)) - radius;
};

export const ring = (centreX: number, centreY: number, radius: number, halfWidth: number): Distance => {
  const outline = disc(centreX, centreY, radius);
  return (x, y) => Math.abs(outline(x, y)) - halfWidth;
};

/** A box by centre and half sides, corners rounded by `round`. */
export const box = (centreX: number, centreY: number, halfX: number, halfY: number, round = 0): Distance => {
  const insideX = halfX - round;
  const insideY = halfY - round;
  return (x, y) => {
    const alongX = Math.abs(x - centreX) - insideX;
    const alongY = Math.abs(y - centreY) - insideY;
    const outX = Math.max(alongX, 0);
    const outY = Math.max(alongY, 0);
    return Math.sqrt(outX * outX + outY * outY) + Math.min(Math.max(alongX, alongY), 0) - round;
  };
};

/** An ellipse turned by `angle`; its distance is first order, exact at the outline. */
export const ellipse = (centreX: number, centreY: number, radiusX: number, radiusY: number, angle = 0): Distance => {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const smaller = Math.min(radiusX, radiusY);
  return (x, y) => {
    const alongX = (cos * (x - centreX) + sin * (y - centreY)) / radiusX;
    const alongY = (cos * (y - centreY) - sin * (x - centreX)) / radiusY;
    const level = Math.sqrt(alongX * alongX + alongY * alongY);
    const slope = Math.sqrt((alongX * alongX) / (radiusX * radiusX) + (alongY * alongY) / (radiusY * radiusY));
    return slope < 1e-6 ? -smaller : (level * (level - 1)) / slope;
  };
};

/** A stroke with round ends. */
export const stroke = (fromX: number, fromY: number, toX: number, toY: number, halfWidth: number): Distance => {
  const spanX = toX - fromX;
  const spanY = toY - fromY;
  const square = spanX * spanX + spanY * spanY;
  return (x, y) => {
    const along = Math.min(1, Math.max(0, ((x - fromX) * spanX + (y - fromY) * spanY) / square));
    const offX = x - fromX - along * spanX;
    const offY = y - fromY - along * spanY;
    return Math.sqrt(offX * offX + offY * offY) - halfWidth;
  };
};

/** A convex polygon, its corners in either sense of rotation: the largest of the distances to its sides. */
export const polygon = (...corners: readonly (readonly [x: number, y: number])[]): Distance => {
  let area = 0;
  corners.forEach(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]!;
    area += x * nextY - nextX * y;
  });
  const sense = Math.sign(area);
  const sides = new Float64Array(corners.length * 3);
  corners.forEach(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length]!;
    const length = Math.sqrt((nextX - x) ** 2 + (nextY - y) ** 2) || 1;
    const normalX = (sense * (nextY - y)) / length;
    const normalY = (sense * (x - nextX)) / length;
    sides.set([normalX, normalY, -(normalX * x + normalY * y)], i * 3);
  });
  return (x, y) => {
    let distance = -Infinity;
    for (let i = 0; i < sides.length; i += 3) {
      distance = Math.max(distance, sides[i]! * x + sides[i + 1]! * y + sides[i + 2]!);
    }
    return distance;
  };
};

export const intersection = (a: Distance, b: Distance): Distance => {
  return (x, y) => Math.max(a(x, y), b(x, y));
};

export const union = (...shapes: readonly Distance[]): Distance => {
  return (x, y) => {
    let distance = Infinity;
    for (const shape of shapes) distance = Math.min(distance, shape(x, y));
    return distance;
  };
};
