import Contenders
import Foundation

/// The text of nginx's configuration.
struct NginxConfiguration {
    let pki: BenchmarkPKI
    let folder: URL
    let ports: [LoopbackServer.Place: Int]

    var text: String {
        """
        daemon off;
        master_process off;
        worker_processes 1;
        pid \(folder.path)/nginx.pid;
        error_log \(folder.path)/error.log error;
        events { worker_connections 4096; }
        http {
            access_log off;
            keepalive_timeout 0;
            client_body_temp_path \(folder.path)/body;
            proxy_temp_path \(folder.path)/proxy;
            fastcgi_temp_path \(folder.path)/fastcgi;
            uwsgi_temp_path \(folder.path)/uwsgi;
            scgi_temp_path \(folder.path)/scgi;
            ssl_session_cache off;
            ssl_session_tickets off;
        \(ports.sorted { $0.value < $1.value }.map { server($0.key, $0.value) }.joined())
        }

        """
    }

    private func server(_ place: LoopbackServer.Place, _ port: Int) -> String {
        """
            server {
                listen 127.0.0.1:\(port) ssl backlog=4096;
                server_name \(BenchmarkPKI.host);
                ssl_protocols \(place.version == .tls13 ? "TLSv1.3" : "TLSv1.2");
                ssl_certificate \(pki.chainFile(place.kind).path);
                ssl_certificate_key \(pki.keyFile(place.kind).path);
                return 204;
            }

        """
    }
}
