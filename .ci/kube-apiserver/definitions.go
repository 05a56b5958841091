//go:build definitions

// Nothing is built of this: it keeps the version of the Gateway API, whose resource definitions the tests install.
package definitions

import _ "sigs.k8s.io/gateway-api/apis/v1"
